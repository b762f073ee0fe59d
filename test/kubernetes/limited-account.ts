import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import process from 'node:process';
import {parse} from 'yaml';
import {roleFor} from '../../source/engines/kubernetes/preflight/role.ts';
import {apply, kubectl} from './kubectl.ts';

type Rule = {readonly apiGroups: readonly string[]; readonly resources: readonly string[]; readonly verbs: readonly string[]};

/** A service account of the namespace, by default with the rights that the preflight proposes and those for secrets; gives a kubeconfig of it, with a token of an hour. */
export async function limitedAccount(
	namespace: string,
	folder: string,
	{name = 'person', rules}: {name?: string; rules?: readonly Rule[]} = {},
): Promise<string> {
	const role = parse(roleFor(namespace));
	const own: readonly Rule[] = rules ?? [...role.rules, {apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list']}];
	const subjects = [{kind: 'ServiceAccount', name, namespace}];
	const roleRef = {apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name};
	await apply(
		{apiVersion: 'v1', kind: 'ServiceAccount', metadata: {name, namespace}},
		{apiVersion: role.apiVersion, kind: 'Role', metadata: {name, namespace}, rules: own},
		{apiVersion: role.apiVersion, kind: 'RoleBinding', metadata: {name, namespace}, subjects, roleRef},
	);
	const token = (await kubectl('create', 'token', name, '-n', namespace, '--duration=1h')).trim();
	const {clusters} = parse(await readFile(process.env.KUBECONFIG ?? '', 'utf8'));
	const file = join(folder, `${name}.kubeconfig`);
	const contexts = [{name: 'test', context: {cluster: clusters[0].name, user: name, namespace}}];
	await writeFile(file, JSON.stringify({apiVersion: 'v1', kind: 'Config', clusters, users: [{name, user: {token}}], contexts, 'current-context': 'test'}), {
		mode: 0o600,
	});
	return file;
}
