/** Path of the Jobs of a namespace, or of one of them. */
export function jobPath(namespace: string, name?: string): string {
	return `/apis/batch/v1/namespaces/${namespace}/jobs${name === undefined ? '' : `/${name}`}`;
}

/** Path of objects of the core API in a namespace, or of one of them. */
export function corePath(namespace: string, kind: 'pods' | 'events' | 'configmaps', name?: string): string {
	return `/api/v1/namespaces/${namespace}/${kind}${name === undefined ? '' : `/${name}`}`;
}
