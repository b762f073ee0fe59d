/** The text of a kubeconfig whose context leads to a server, and to its namespace `experiments`. */
export function kubeconfigOf(server: string, {context = 'lab', token = 't'} = {}): string {
	return JSON.stringify({
		apiVersion: 'v1',
		kind: 'Config',
		'current-context': context,
		contexts: [{name: context, context: {cluster: 'c', user: 'u', namespace: 'experiments'}}],
		clusters: [{name: 'c', cluster: {server}}],
		users: [{name: 'u', user: {token}}],
	});
}
