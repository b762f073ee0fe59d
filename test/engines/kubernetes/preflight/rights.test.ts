import {expect, test} from 'vitest';
import {parse, parseAllDocuments} from 'yaml';
import {neededRights} from '../../../../source/engines/kubernetes/preflight/needed-rights.ts';
import {preflightKubernetes} from '../../../../source/engines/kubernetes/preflight/preflight.ts';
import {roleFor} from '../../../../source/engines/kubernetes/preflight/role.ts';
import {bareImage} from '../../../../source/image/plan.ts';
import {askOf, fakeCluster, job, plan, refused} from './fake-cluster.ts';

const reviews = 'POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

type Attributes = {readonly group: string; readonly resource: string; readonly subresource?: string; readonly verb: string};

/** What the rights check tells of an account that lacks these rights, and what it asked for. */
async function rightsWithout(lacks: readonly string[], over: Parameters<typeof plan>[0] = {}) {
	const {client, asked} = fakeCluster({
		[reviews]: ({body}) => {
			const {spec} = body as {spec: {resourceAttributes: Attributes}};
			return {status: {allowed: !lacks.includes(nameOf(spec.resourceAttributes))}};
		},
	});
	const {checks} = await preflightKubernetes({ask: askOf(client), plan: plan(over), jobs: [job()]});
	const attributes = asked.filter(({request}) => request === reviews).map(({options}) => (options.body as {spec: {resourceAttributes: Attributes}}).spec);
	return {
		rows: checks
			.filter(({topic}) => topic === 'rights')
			.map(({state, detail, problem}) => ({state, detail, ...(problem && {code: problem.code, hint: problem.hint})})),
		asked: attributes.map(({resourceAttributes}) => nameOf(resourceAttributes)),
	};
}

function nameOf({resource, subresource, verb}: Attributes): string {
	return `${verb} ${resource}${subresource === undefined ? '' : `/${subresource}`}`;
}

const always = ['create jobs', 'get jobs', 'get pods', 'list pods', 'get pods/log', 'delete jobs', 'patch jobs', 'list jobs', 'list events'];
const granted = {state: 'ok', detail: 'Runs can be started, followed, stopped and found.'};

test('the rights that a run uses are asked for, those to send code only where code is sent', async () => {
	expect(await rightsWithout([], {strategy: {type: 'none', why: ''}})).toEqual({rows: [granted], asked: always});
	const withCode = await rightsWithout([], {strategy: {type: 'inline', why: ''}});
	expect(withCode.rows).toEqual([granted]);
	expect(withCode.asked.toSorted()).toEqual([...always, 'get pods/exec', 'create pods/exec'].sort());
});

test('the right to delete pods is asked for where a run may be started again', async () => {
	const {rows, asked} = await rightsWithout(['delete pods'], {
		strategy: {type: 'none', why: ''},
		environment: {secret_refs: [], configmap_refs: [], max_restarts: 1},
	});
	expect(asked.toSorted()).toEqual([...always, 'delete pods'].sort());
	expect(rows.map(({state, detail}) => [state, detail])).toEqual([
		['warning', 'Your account lacks rights in the namespace n: pods (delete). They are needed to start a run again that a helper keeps alive.'],
	]);
});

test('what is missing is told with what it is for and a command that prints the Role', async () => {
	const {rows} = await rightsWithout(['create jobs', 'get pods/log', 'delete jobs'], {strategy: {type: 'none', why: ''}});
	const hint = "Give the cluster's administrator what this prints: polyaxon-tui doctor --role --context admin --namespace n.";
	expect(rows).toEqual([
		{
			state: 'failed',
			detail: 'Your account lacks rights in the namespace n: jobs (create), pods/log (get). They are needed to start a run; show its output.',
			code: 'missing-rights',
			hint,
		},
		{
			state: 'warning',
			detail: 'Your account lacks rights in the namespace n: jobs (delete). They are needed to stop and remove a run.',
			code: 'fewer-rights',
			hint,
		},
	]);
});

test('without exec small code goes through a ConfigMap, large code may not fit, and without both there is no way', async () => {
	const code = (size: number) => ({image: {...bareImage('x'), codeFiles: [{path: 'a', size, mode: 0o644, isLink: false}]}});
	const noExec = ['get pods/exec', 'create pods/exec'];
	expect((await rightsWithout(noExec, code(700 * 1024))).rows).toEqual([
		{state: 'ok', detail: 'Your account may not exec into pods: the code goes through a ConfigMap.'},
	]);
	expect((await rightsWithout(noExec, code(2048 * 1024))).rows).toEqual([
		{
			state: 'warning',
			detail: 'Your account may not exec into pods, and 2048 KiB of code may not fit into a ConfigMap, which takes 700 KiB once packed.',
			code: 'code-too-large-without-exec',
			hint: 'Ask the cluster\'s administrator for "get" and "create" of pods/exec, or leave files out by .polyaxonignore.',
		},
	]);
	expect((await rightsWithout([...noExec, 'create configmaps'])).rows.map(({state, detail}) => [state, detail])).toEqual([
		['failed', 'Your account lacks rights in the namespace n: pods/exec (get). They are needed to send the code.'],
	]);
});

test('a cluster that does not tell rights leaves them unknown', async () => {
	const {client} = fakeCluster({[reviews]: () => refused(403, 'no')});
	const {checks, problems} = await preflightKubernetes({ask: askOf(client), plan: plan(), jobs: [job()]});
	expect(checks[0]).toEqual({topic: 'rights', title: 'Rights in the namespace n', state: 'unknown', detail: 'Your account may not ask for its own rights.'});
	expect(problems).toEqual([]);
});

test('the Role grants all rights that are used but that to read secrets, which stands in a comment', () => {
	const text = roleFor('team');
	const role: {kind: string; metadata: object; rules: ReadonlyArray<{apiGroups: string[]; resources: string[]; verbs: string[]}>} = parse(text);
	expect({kind: role.kind, metadata: role.metadata}).toEqual({kind: 'Role', metadata: {name: 'polyaxon-tui', namespace: 'team'}});
	const triples = role.rules.flatMap(({apiGroups, resources, verbs}) => verbs.map(verb => `${apiGroups} ${resources} ${verb}`));
	const used = neededRights.filter(({need}) => need !== 'values').flatMap(({group, resource, verbs}) => verbs.map(verb => `${group} ${resource} ${verb}`));
	expect(triples.toSorted()).toEqual(used.toSorted());
	expect(new Set(triples).size).toBe(triples.length);
	expect(text).toContain('# - {apiGroups: [""], resources: [secrets], verbs: [get, list]}');
});

test('the Role is given to the account, by a binding of its own', () => {
	const bindingTo = (account: string) => parseAllDocuments(roleFor('team', account)).map(document => document.toJS())[1];
	expect(roleFor('team', 'ada')).not.toContain('create rolebinding');
	expect(parse(roleFor('team'))).toEqual(parseAllDocuments(roleFor('team', 'ada'))[0]?.toJS());
	expect(bindingTo('ada/"x"@example.com')).toEqual({
		apiVersion: 'rbac.authorization.k8s.io/v1',
		kind: 'RoleBinding',
		metadata: {name: 'polyaxon-tui-ada-"x"@example.com', namespace: 'team'},
		roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'polyaxon-tui'},
		subjects: [{kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'ada/"x"@example.com'}],
	});
	expect(bindingTo('system:serviceaccount:robots:runner')).toMatchObject({
		metadata: {name: 'polyaxon-tui-system:serviceaccount:robots:runner', namespace: 'team'},
		subjects: [{kind: 'ServiceAccount', namespace: 'robots', name: 'runner'}],
	});
});
