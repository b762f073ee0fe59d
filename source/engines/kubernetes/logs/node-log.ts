import {sanitiseLine} from '../../../terminal/sanitise.ts';
import {isStatus} from '../client/api-error.ts';
import type {KubernetesClient, Target} from '../client/client.ts';
import type {LogState} from './log-state.ts';
import {type Instance, readNodeFiles} from './node-files.ts';

/** The node's own log files of one instance of a container, as far as the user may read them. */
export type NodeLog = {
	/** What `stateOf` said last: where the container is. */
	locate(state: LogState): void;
	/** Undefined when the files cannot be read, which `why` then tells. */
	read(from: string | undefined): AsyncGenerator<Buffer | 'hole'> | undefined;
	/** Looks whether an error means that they never can. */
	refuse(error: unknown): boolean;
	/** A part of a sentence. */
	readonly why: string;
};

export function createNodeLog(client: KubernetesClient, target: Target, restarts: number, patience: number, signal: AbortSignal): NodeLog {
	let instance: Instance | undefined;
	let refusal: string | undefined;

	return {
		get why() {
			return refusal ?? (instance ? `node ${sanitiseLine(instance.node)} does not answer` : 'its node is not known');
		},
		locate(state) {
			if ('node' in state && state.node !== undefined && state.uid !== undefined) instance = {node: state.node, uid: state.uid, restarts};
		},
		read(from) {
			return instance && refusal === undefined ? readNodeFiles(client, target, instance, from, patience, signal) : undefined;
		},
		refuse(error) {
			const node = sanitiseLine(instance?.node ?? '');
			if (isStatus(error, 401, 403)) refusal = `your account may not read the files of node ${node} ("get" on "nodes/proxy")`;
			// Switched off (enableSystemLogHandler), or kept elsewhere
			else if (isStatus(error, 404, 405, 501)) refusal = `node ${node} does not hand out its log files`;
			return refusal !== undefined;
		},
	};
}
