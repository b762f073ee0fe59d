import {shellWord} from '../../../terminal/shell-word.ts';
import {neededRights, type Right} from './needed-rights.ts';

/**
 * The Role that runs in a namespace need, as YAML for `kubectl apply -f -`; what is left to the administrator stands in it as comments. With an account, as
 * the cluster calls it, also the RoleBinding that gives it to that one.
 */
export function roleFor(namespace: string, account?: string): string {
	const own = neededRights.filter(({need}) => need !== 'values');
	const left = neededRights.filter(({need}) => need === 'values');
	return [
		...(account === undefined
			? [`# Give it to an account: kubectl create rolebinding polyaxon-tui --role=polyaxon-tui --user=NAME --namespace ${shellWord(namespace)}`]
			: []),
		'apiVersion: rbac.authorization.k8s.io/v1',
		'kind: Role',
		`metadata: {name: polyaxon-tui, namespace: ${JSON.stringify(namespace)}}`,
		'rules:',
		...rulesOf(own),
		...(left.length > 0
			? ['# The next line lets the preflight see that secrets exist. It looks at names only, but who has this right can read their values:']
			: []),
		...rulesOf(left).map(line => `# ${line}`),
		...(account === undefined ? [] : bindingOf(namespace, account)),
		'',
	].join('\n');
}

/** Each account has a binding of its own: to apply that of another one takes nobody's rights away. */
function bindingOf(namespace: string, account: string): readonly string[] {
	const [, home, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(account) ?? [];
	const subject =
		name === undefined
			? `{kind: User, apiGroup: rbac.authorization.k8s.io, name: ${JSON.stringify(account)}}`
			: `{kind: ServiceAccount, namespace: ${JSON.stringify(home)}, name: ${JSON.stringify(name)}}`;
	return [
		'---',
		'apiVersion: rbac.authorization.k8s.io/v1',
		'kind: RoleBinding',
		// Names of bindings may have all but these two (ValidatePathSegmentName of apimachinery)
		`metadata: {name: ${JSON.stringify(`polyaxon-tui-${account.replaceAll(/[/%]/g, '-')}`)}, namespace: ${JSON.stringify(namespace)}}`,
		'roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: polyaxon-tui}',
		`subjects: [${subject}]`,
	];
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
