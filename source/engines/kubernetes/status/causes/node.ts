import {sanitiseLine} from '../../../../terminal/sanitise.ts';
import {containerStatuses, eventsAbout} from '../observed.ts';
import {type Cause, failure} from './cause.ts';
import {kubectl} from './kubectl.ts';

/** Row 16: a volume cannot be mounted. Secrets that are volumes show here, those that are variables as row 9. */
export const mountCause: Cause = look => {
	const said = lastSaid(look, 'FailedMount', 'FailedAttachVolume');
	if (said === undefined) return undefined;
	const [, volume = ''] = /failed for volume "([^"]+)"/i.exec(said) ?? [];
	const [, kind, name = ''] = /(secret|configmap) "([^"]+)" not found/i.exec(said) ?? [];
	if (kind !== undefined) {
		const resource = kind.toLowerCase();
		const create = kubectl(look, 'create', ...(resource === 'secret' ? ['secret', 'generic'] : ['configmap']), name, '--from-literal=KEY=VALUE');
		return failure(
			`${resource}-missing`,
			`the ${resource} ${name}, which is a volume of the run, is not there`,
			`Create it (${create}), or correct its name.`,
			[said],
			{
				isSticky: true,
			},
		);
	}
	const title = `the volume ${volume || 'of the run'} cannot be mounted`;
	return failure('volume-not-mounted', title, 'The message is that of the node. The cluster tries again by itself.', [said], {isSticky: 'maybe'});
};

/** Row 17: the node cannot make a place for the pod. */
export const sandboxCause: Cause = look => {
	const said = lastSaid(look, 'FailedCreatePodSandBox');
	if (said === undefined) return undefined;
	const node = sanitiseLine(look.pod?.spec?.nodeName ?? '');
	const isNetwork = /\bcni\b|network|assign an IP/i.test(said);
	const title = isNetwork ? `the network of the node ${node} gives the pod no address` : `the node ${node} cannot make a place for the pod`;
	return failure('node-problem', title, "The cluster tries again by itself. If it lasts, tell the cluster's administrator.", [said], {isSticky: 'maybe'});
};

/** What the node says of a pod none of whose containers has begun. */
function lastSaid({observed, pod, end}: Parameters<Cause>[0], ...reasons: readonly string[]): string | undefined {
	if (end || pod?.status?.phase !== 'Pending' || containerStatuses(pod).some(({state}) => state?.running || state?.terminated)) return undefined;
	const [last] = eventsAbout(observed, pod, ...reasons).slice(-1);
	return last && sanitiseLine(last.message ?? '');
}
