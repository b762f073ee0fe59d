import {ApiError} from '../../../source/engines/kubernetes/client/api-error.ts';
import type {KubernetesClient} from '../../../source/engines/kubernetes/client/client.ts';

const pod = (container: string) => ({
	metadata: {name: 'p', uid: 'of-pod', ownerReferences: [{uid: 'of-job'}], creationTimestamp: '2026-11-26T10:00:00Z'},
	spec: {nodeName: 'n', containers: [{name: container, image: 'nope:1'}]},
	status: {
		phase: 'Pending',
		conditions: [{type: 'PodScheduled', status: 'True', lastTransitionTime: '2026-11-26T10:00:01Z'}],
		containerStatuses: [{name: container, restartCount: 0, image: 'nope:1', state: {waiting: {reason: 'ErrImagePull', message: 'nope:1: not found'}}}],
	},
});

/** A cluster whose only Job waits for an image that is not there. `refusal`: the status that a DELETE is answered with; what was deleted is kept. */
export function stuckCluster(container: string, refusal?: number) {
	const deleted: string[] = [];
	const request = async (method: string, path: string, options: {readonly body?: object} = {}) => {
		if (path.endsWith('/events')) return {items: []};
		if (path.endsWith('/pods')) return {items: [pod(container)]};
		if (method === 'DELETE' && refusal !== undefined) throw new ApiError('answer', 'it may not be', {status: refusal});
		if (method === 'DELETE') deleted.push(`${path.slice(path.lastIndexOf('/') + 1)} ${Reflect.get(options.body ?? {}, 'preconditions')?.uid}`);
		if (deleted.length > 0) throw new ApiError('answer', 'gone', {status: 404});
		return {metadata: {name: 'j', uid: 'of-job', creationTimestamp: '2026-11-26T10:00:00Z'}, spec: {backoffLimit: 0}};
	};
	return {deleted, client: {request} as unknown as KubernetesClient};
}
