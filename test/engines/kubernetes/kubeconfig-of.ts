/** The text of a kubeconfig whose context `lab` leads to a server, and to its namespace `experiments`. */
export function kubeconfigOf(server: string): string {
	return JSON.stringify({
		apiVersion: 'v1',
		kind: 'Config',
		'current-context': 'lab',
		contexts: [{name: 'lab', context: {cluster: 'c', user: 'u', namespace: 'experiments'}}],
		clusters: [{name: 'c', cluster: {server}}],
		users: [{name: 'u', user: {token: 't'}}],
	});
}
