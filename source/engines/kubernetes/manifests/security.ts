import type {V1PodSecurityContext, V1SecurityContext} from '@kubernetes/client-node';

/** A user that no image knows; any but root will do. */
const unprivileged = 1000;

/**
 * Of a pod: as the image has it, which for images of the platform's time means root; or what the level `restricted` of PodSecurity asks for
 * (kubernetes.io, "Pod Security Standards").
 */
export function podSecurity(isRestricted: boolean): V1PodSecurityContext {
	const seccompProfile = {type: 'RuntimeDefault'};
	if (!isRestricted) return {seccompProfile};
	return {runAsNonRoot: true, runAsUser: unprivileged, runAsGroup: unprivileged, fsGroup: unprivileged, seccompProfile};
}

/** Of the main container; undefined for what the image and the runtime have. */
export function mainSecurity(isRestricted: boolean): V1SecurityContext | undefined {
	return isRestricted ? withoutRights() : undefined;
}

/** Of a container that needs no rights at all. As root it owns what it writes, which is then also root's in an image. */
export function helperSecurity(isRestricted: boolean): V1SecurityContext {
	return {...withoutRights(), ...(!isRestricted && {runAsUser: 0})};
}

/**
 * Of kaniko, which is root in its container without being privileged: the rights that Shipwright gives it, and none besides. Tried with packages of apt
 * (steps that use sudo need privilege escalation, and fail).
 */
export function builderSecurity(): V1SecurityContext {
	return {
		runAsUser: 0,
		allowPrivilegeEscalation: false,
		capabilities: {drop: ['ALL'], add: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID', 'SETFCAP', 'KILL']},
		seccompProfile: {type: 'RuntimeDefault'},
	};
}

function withoutRights(): V1SecurityContext {
	return {allowPrivilegeEscalation: false, capabilities: {drop: ['ALL']}};
}
