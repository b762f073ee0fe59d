import {UserError} from '../../user-error.ts';

/** Path of the Jobs of a namespace, or of one of them. */
export function jobPath(namespace: string, name?: string): string {
	return `/apis/batch/v1/namespaces/${segment(namespace)}/jobs${name === undefined ? '' : `/${segment(name)}`}`;
}

/** Path of objects of the core API in a namespace, or of one of them. */
export function corePath(namespace: string, kind: 'pods' | 'events' | 'configmaps', name?: string): string {
	return `/api/v1/namespaces/${segment(namespace)}/${kind}${name === undefined ? '' : `/${segment(name)}`}`;
}

/** Names come from outside. Dots lead upwards also when they are encoded (https://url.spec.whatwg.org/#double-dot-path-segment); no name is all objects. */
function segment(name: string): string {
	if (/^\.{0,2}$/.test(name)) throw new UserError(`"${name}" cannot be the name of anything in a cluster.`, 1);
	return encodeURIComponent(name);
}
