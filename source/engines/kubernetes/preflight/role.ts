import {neededRights, type Right} from './needed-rights.ts';
import {word} from './places.ts';

/** The Role that runs in a namespace need, as YAML for `kubectl apply -f -`; what is left to the administrator stands in it as comments. */
export function roleFor(namespace: string): string {
	const own = neededRights.filter(({need}) => need !== 'values');
	const left = neededRights.filter(({need}) => need === 'values');
	return [
		`# Give it to an account: kubectl create rolebinding polyaxon-tui --role=polyaxon-tui --user=NAME --namespace ${word(namespace)}`,
		'apiVersion: rbac.authorization.k8s.io/v1',
		'kind: Role',
		`metadata: {name: polyaxon-tui, namespace: ${JSON.stringify(namespace)}}`,
		'rules:',
		...rulesOf(own),
		...(left.length > 0
			? ['# The next line lets the preflight see that secrets exist. It looks at names only, but who has this right can read their values:']
			: []),
		...rulesOf(left).map(line => `# ${line}`),
		'',
	].join('\n');
}

function rulesOf(rights: readonly Right[]): readonly string[] {
	const resources = [...new Set(rights.map(({group, resource}) => `${group}/${resource}`))];
	return resources.map(name => {
		const those = rights.filter(({group, resource}) => `${group}/${resource}` === name);
		const verbs = [...new Set(those.flatMap(right => right.verbs))];
		const {group, resource} = those[0]!;
		return `- {apiGroups: [${JSON.stringify(group)}], resources: [${resource}], verbs: [${verbs.join(', ')}]} # to ${those.map(({use}) => use).join('; ')}`;
	});
}
