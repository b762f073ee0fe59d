import {chmod, mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {getuid} from 'node:process';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {chooseCluster, contextsOf} from '../../../../source/engines/kubernetes/client/choose-cluster.ts';
import {type Kubeconfig, readKubeconfig} from '../../../../source/engines/kubernetes/client/kubeconfig.ts';
import {proxyOf} from '../../../../source/engines/kubernetes/client/proxy.ts';
import type {Problem} from '../../../../source/polyaxonfile/problem.ts';
import {createSandbox, type Sandbox} from '../../sandbox.ts';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await createSandbox();
});

afterEach(() => sandbox.remove());

const read = (env: Record<string, string> = {}, options = {}) => readKubeconfig({...sandbox.world, env: {...sandbox.world.env, ...env}}, options);

async function write(name: string, text: string): Promise<string> {
	const file = join(sandbox.folder, name);
	await mkdir(join(file, '..'), {recursive: true});
	await writeFile(file, text);
	return file;
}

const work = `
current-context: work
clusters: [{name: big, cluster: {server: 'https://big.test:6443/', certificate-authority: pki/ca.crt}}]
users: [{name: me, user: {tokenFile: token, exec: {command: ./login, args: [a, 1]}}}]
contexts:
- {name: work, context: {cluster: big, user: me, namespace: team}}
- {name: lost, context: {cluster: gone, user: me}}
`;
const home = `
current-context: home
clusters: [{name: big, cluster: {server: 'https://other.test'}}, {name: small, cluster: {server: 'http://127.0.0.1:8080'}}]
users: [{name: admin, user: {client-certificate: /abs/a.crt, client-certificate-data: QQ==, as: root, as-groups: [a, b]}}]
contexts: [{name: home, context: {cluster: small, user: admin}}, {name: work, context: {cluster: small, user: admin}}]
`;

test('Of several files the first that has a name wins, files that are not there do not count, and paths go out from their file', async () => {
	const [one, two] = [await write('one/config', work), await write('two/config', home)];
	const kubeconfig = (await read({KUBECONFIG: `${one}:/not/there:${two}:${one}`})) as Kubeconfig;
	expect(kubeconfig.files).toEqual([one, two]);
	expect(contextsOf(kubeconfig)).toEqual([
		{name: 'work', cluster: 'big', server: 'https://big.test:6443', user: 'me', namespace: 'team', isCurrent: true},
		{name: 'lost', cluster: 'gone', server: '', user: 'me', namespace: 'default', isCurrent: false},
		{name: 'home', cluster: 'small', server: 'http://127.0.0.1:8080', user: 'admin', namespace: 'default', isCurrent: false},
	]);
	expect(kubeconfig.clusters[0]).toEqual({name: 'big', server: 'https://big.test:6443', caFile: join(sandbox.folder, 'one/pki/ca.crt'), skipTLSVerify: false});
	expect(
		kubeconfig.users.map(({tokenFile, exec, certFile, certData, impersonate}) => ({
			tokenFile,
			command: exec?.command,
			args: exec?.args,
			certFile,
			certData,
			impersonate,
		})),
	).toEqual([
		{tokenFile: join(sandbox.folder, 'one/token'), command: join(sandbox.folder, 'one/login'), args: ['a', '1'], impersonate: {}},
		{certData: 'QQ==', impersonate: {'Impersonate-User': 'root', 'Impersonate-Group': ['a', 'b']}},
	]);
});

test('Without KUBECONFIG it is that of the home folder, and in a pod the account of the pod', async () => {
	await write('account/token', 'secret');
	await write('account/namespace', 'jobs\n');
	const pod = (await read(
		{KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '6443'},
		{accountFolder: join(sandbox.folder, 'account')},
	)) as Kubeconfig;
	expect(contextsOf(pod)).toEqual([
		{name: 'in-cluster', cluster: 'in-cluster', server: 'https://[fd00::1]:6443', user: 'in-cluster', namespace: 'jobs', isCurrent: true},
	]);
	await write('.kube/config', home);
	expect(((await read()) as Kubeconfig).files).toEqual([join(sandbox.folder, '.kube/config')]);
});

test('Each way in which a kubeconfig cannot be read is one problem with its place', async () => {
	const problemOf = async (env: Record<string, string>) => {
		const {code, message, line, column} = (await read(env)) as Problem;
		return {code, message: message.replaceAll(sandbox.folder, '~'), ...(line !== undefined && {line, column})};
	};
	expect(await problemOf({KUBECONFIG: ''})).toEqual({
		code: 'no-kubeconfig',
		message: 'There is no kubeconfig, so no cluster is known: looked for ~/.kube/config.',
	});
	expect(await problemOf({KUBECONFIG: `${sandbox.folder}/a:${sandbox.folder}/b`})).toMatchObject({message: expect.stringMatching(/looked for ~\/a, ~\/b\.$/)});
	expect(await problemOf({KUBECONFIG: sandbox.folder})).toEqual({code: 'kubeconfig-unreadable', message: 'The kubeconfig ~ cannot be read: it is a folder.'});
	expect(await problemOf({KUBECONFIG: await write('bad', 'a: b\nclusters: [\n')})).toMatchObject({code: 'kubeconfig-not-yaml', line: 3, column: 1});
	expect(await problemOf({KUBECONFIG: await write('text', 'hello\n')})).toMatchObject({code: 'kubeconfig-invalid', line: 1});
	const closed = await write('closed', home);
	await chmod(closed, 0);
	if (getuid?.() !== 0)
		expect(await problemOf({KUBECONFIG: closed})).toEqual({
			code: 'kubeconfig-unreadable',
			message: 'The kubeconfig ~/closed cannot be read: you have no right to read it.',
		});
});

test('Context and namespace are the wanted ones, else those of the kubeconfig', async () => {
	const kubeconfig = (await read({KUBECONFIG: await write('config', work)})) as Kubeconfig;
	const choose = (wanted = {}) => {
		const chosen = chooseCluster(kubeconfig, wanted);
		return 'code' in chosen ? `${chosen.code}: ${chosen.message} ${chosen.hint}` : chosen.cluster;
	};
	const login = {type: 'token-file', file: join(sandbox.folder, 'token')};
	expect(choose()).toEqual({context: 'work', namespace: 'team', server: 'https://big.test:6443', entry: 'big', user: 'me', login});
	expect(choose({namespace: 'mine'})).toMatchObject({context: 'work', namespace: 'mine'});
	expect(choose({context: 'wrok'})).toBe('unknown-context: The context "wrok" is not in the kubeconfig. Did you mean work?');
	expect(choose({context: 'production'})).toBe(
		'unknown-context: The context "production" is not in the kubeconfig. There are: work, lost. See them: kubectl config get-contexts.',
	);
	expect(choose({context: 'lost'})).toBe(
		`unknown-cluster: The context "lost" names the cluster "gone", which is not in the kubeconfig. Add it: kubectl config set-cluster 'gone' --server=URL.`,
	);
	expect(choose({namespace: '../x'})).toMatch(/^bad-namespace: "\.\.\/x" cannot be a namespace/);
	expect(chooseCluster({...kubeconfig, currentContext: undefined})).toMatchObject({code: 'no-context', hint: expect.stringContaining('work, lost')});
	expect(chooseCluster({...kubeconfig, currentContext: 'x\u001b[31m'})).toMatchObject({message: '"x", the current context of the kubeconfig, is not in it.'});
});

test.each([
	['https://api.test', undefined, {}, undefined],
	['https://api.test', 'socks5://p', {HTTPS_PROXY: 'http://q'}, 'socks5://p'],
	['https://api.test', undefined, {HTTPS_PROXY: 'q:3128'}, 'http://q:3128'],
	['http://api.test', undefined, {HTTPS_PROXY: 'http://q'}, undefined],
	['https://api.test', undefined, {https_proxy: 'http://q', no_proxy: 'test'}, undefined],
	['https://api.test:6443', undefined, {https_proxy: 'http://q', no_proxy: 'api.test:443'}, 'http://q'],
	['https://api.test', undefined, {https_proxy: 'http://q', NO_PROXY: '.other, pi.test'}, 'http://q'],
	['https://10.1.2.3', undefined, {https_proxy: 'http://q', NO_PROXY: '10.0.0.0/8'}, undefined],
	['https://11.1.2.3', undefined, {https_proxy: 'http://q', NO_PROXY: '10.0.0.0/8,1.2.3'}, 'http://q'],
	['https://[fd00::1]:6443', undefined, {https_proxy: 'http://q', NO_PROXY: 'fd00::/16'}, undefined],
	['https://127.0.0.1:6443', undefined, {https_proxy: 'http://q'}, undefined],
] as const)('The proxy to %s with proxy-url %s and %o is %s', (server, proxyUrl, env, proxy) => {
	expect(proxyOf(server, proxyUrl, env)).toBe(proxy);
});
