import type {V1Container, V1Job, V1PodFailurePolicyRule, V1PodSpec, V1Volume, V1VolumeMount} from '@kubernetes/client-node';
import {commandScript, watchScript} from '../../command-script.ts';
import type {KubernetesPlan} from '../plan.ts';
import {resourcesOf} from './amounts.ts';
import {withoutExpansion} from './expansion.ts';
import {inlineScript, inlineSteps} from './inline-script.ts';
import {jobMetadata, podMetadata} from './metadata.ts';
import {codeInside, containers, contextFolder, homeFolder, outputsInside} from './places.ts';
import {affinityOf, textsOf, tolerationsOf} from './placing.ts';
import {mainSecurity, podSecurity} from './security.ts';
import {noUpload, type Upload, uploadContainer, uploadVolumes} from './upload-container.ts';
import {envFromOf, envOf, ownVariables} from './variables.ts';

/** What is known only when the Job is made. */
export type RunGiven = {
	/** The image of the main container: by digest when it was built, else the base image. */
	readonly image: string;
	/** The namespace takes only pods that PodSecurity calls `restricted`: nothing runs as root. */
	readonly isRestricted?: boolean;
	/** Name of the ConfigMap that holds the context, with inline steps; absent when it is sent into the pod. */
	readonly configMap?: string;
};

/** The Job of a run. */
export function runJob(plan: KubernetesPlan, given: RunGiven): V1Job {
	const {max_restarts: restarts = 0} = plan.environment;
	return {
		apiVersion: 'batch/v1',
		kind: 'Job',
		metadata: jobMetadata(plan, plan.job, 'run'),
		spec: {
			backoffLimit: Math.max(0, restarts),
			completions: 1,
			parallelism: 1,
			ttlSecondsAfterFinished: plan.settings.keepFor,
			podFailurePolicy: {rules: rulesOf(plan, restarts > 0)},
			template: {metadata: podMetadata(plan, containers.main, 'run'), spec: podSpec(plan, given)},
		},
	};
}

/** A pod that never got its code, or cannot be made, is not tried again. One that the cluster took away is, without being counted, where restarts are asked for. */
function rulesOf({strategy}: KubernetesPlan, mayRestart: boolean): V1PodFailurePolicyRule[] {
	return [
		...(strategy.type === 'inline' ? [{action: 'FailJob', onExitCodes: {containerName: containers.upload, operator: 'In', values: [noUpload]}}] : []),
		{action: 'FailJob', onPodConditions: [{type: 'ConfigIssue', status: 'True'}]},
		// Without restarts it ends the run either way; but the Job then says of a pod that is gone why
		{action: mayRestart ? 'Ignore' : 'FailJob', onPodConditions: [{type: 'DisruptionTarget', status: 'True'}]},
	];
}

function podSpec(plan: KubernetesPlan, given: RunGiven): V1PodSpec {
	const {environment, settings} = plan;
	const {isRestricted = false} = given;
	const serviceAccountName = environment.service_account ?? settings.serviceAccount;
	const pullSecrets = [...new Set([...settings.pullSecrets, ...(environment.image_pull_secrets ?? [])])];
	const nodeSelector = textsOf(environment.node_selector);
	const tolerations = tolerationsOf(environment);
	const affinity = affinityOf(environment);
	const upload = uploadOf(plan, given);
	return {
		restartPolicy: 'Never',
		enableServiceLinks: false,
		// The token is the cluster's key: a run gets one where it was given an account to use it for
		...(serviceAccountName === undefined ? {automountServiceAccountToken: false} : {serviceAccountName}),
		terminationGracePeriodSeconds: Math.max(1, Math.ceil(plan.gracePeriod)),
		...(pullSecrets.length > 0 && {imagePullSecrets: pullSecrets.map(name => ({name}))}),
		...(Object.keys(nodeSelector).length > 0 && {nodeSelector}),
		...(tolerations && {tolerations}),
		...(affinity && {affinity}),
		securityContext: podSecurity(isRestricted),
		...(upload && {initContainers: [uploadContainer(upload)]}),
		containers: [mainContainer(plan, given)],
		volumes: [
			{name: 'shm', emptyDir: {medium: 'Memory', sizeLimit: plan.shmSize}},
			{name: 'outputs', emptyDir: {}},
			...(needsHome(plan, isRestricted) ? [{name: 'home', emptyDir: {}}] : []),
			...(upload ? [...uploadVolumes(upload), {name: 'code', emptyDir: {}} satisfies V1Volume] : []),
		],
	};
}

function uploadOf({strategy, settings}: KubernetesPlan, {isRestricted = false, configMap}: RunGiven): Upload | undefined {
	if (strategy.type !== 'inline') return undefined;
	return {helperImage: settings.helperImage, isRestricted, ...(configMap !== undefined && {configMap})};
}

function mainContainer(plan: KubernetesPlan, {image, isRestricted = false}: RunGiven): V1Container {
	const isInline = plan.strategy.type === 'inline';
	const resources = resourcesOf(plan.environment);
	const securityContext = mainSecurity(isRestricted);
	const envFrom = envFromOf(plan.refs);
	return {
		name: containers.main,
		image,
		imagePullPolicy: 'IfNotPresent',
		command: ['/bin/sh', '-c', withoutExpansion(scriptOf(plan, isRestricted)), withoutExpansion(watchScript), withoutExpansion(plan.command ?? '')],
		...(isInline && {args: inlineSteps(plan.image).map(withoutExpansion), workingDir: codeInside}),
		env: envOf(plan, isRestricted),
		...(envFrom.length > 0 && {envFrom}),
		...(resources && {resources}),
		terminationMessagePolicy: 'FallbackToLogsOnError',
		...(securityContext && {securityContext}),
		volumeMounts: mountsOf(plan, isRestricted),
	};
}

function scriptOf(plan: KubernetesPlan, isRestricted: boolean): string {
	if (plan.strategy.type !== 'inline') return commandScript;
	const given = ownVariables(plan, isRestricted).map(([name]) => name);
	return inlineScript(plan.image, plan.runId, given);
}

function mountsOf(plan: KubernetesPlan, isRestricted: boolean): V1VolumeMount[] {
	const inline = [
		{name: 'context', mountPath: contextFolder, readOnly: true},
		{name: 'code', mountPath: codeInside},
	];
	return [
		{name: 'shm', mountPath: '/dev/shm'},
		{name: 'outputs', mountPath: outputsInside},
		...(needsHome(plan, isRestricted) ? [{name: 'home', mountPath: homeFolder}] : []),
		...(plan.strategy.type === 'inline' ? inline : []),
	];
}

/** With inline steps any user that is not root needs one that it can write in, and who the image's user is, is not known before. */
function needsHome({strategy}: KubernetesPlan, isRestricted: boolean): boolean {
	return isRestricted || strategy.type === 'inline';
}
