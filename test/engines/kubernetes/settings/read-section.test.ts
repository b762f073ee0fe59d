import {expect, test} from 'vitest';
import {parseSettings} from '../../../../source/engines/settings-file.ts';

const read = (section: string) => parseSettings(`kubernetes: ${section}\n`, '/s.yaml', path => path);
const told = (section: string) => read(section).problems.map(({message, hint, line, column}) => `${line}:${column} ${message} ${hint}`);

test('every setting of clusters is read under its own name', () => {
	const {kubernetes, problems} = read(
		'{context: c/1, namespace: n, registry: "localhost:5000/a", registryForNodes: r.example.com, insecureRegistry: false, pushSecret: p, pullSecrets: [a, b.c], builder: inline, kanikoImage: r/k:1, helperImage: "b@sha256:0123456789012345678901234567890123456789012345678901234567890123", serviceAccount: s, keepFor: 1, stickyWait: 2147483647}',
	);
	expect([kubernetes, problems]).toEqual([
		{
			context: 'c/1',
			namespace: 'n',
			registry: 'localhost:5000/a',
			registryForNodes: 'r.example.com',
			isInsecureRegistry: false,
			pushSecret: 'p',
			pullSecrets: ['a', 'b.c'],
			builder: 'inline',
			kanikoImage: 'r/k:1',
			helperImage: 'b@sha256:0123456789012345678901234567890123456789012345678901234567890123',
			serviceAccount: 's',
			keepFor: 1,
			stickyWait: 2147483647,
		},
		[],
	]);
});

test('nothing under the key says nothing', () => {
	expect(read('')).toEqual({kubernetes: {}, secretRefs: [], configmapRefs: [], problems: []});
});

test.each([
	['here', '1:13 "kubernetes" has to be a map of keys. Write it as `kubernetes: {context: my-cluster}`.'],
	['{namespce: a}', '1:14 "namespce" is not a setting of kubernetes. Did you mean "namespace"?'],
	[
		'{registry: "https://r.example.com"}',
		'1:24 "kubernetes.registry" has to be the name of a registry, without https://. Write it as `registry: registry.example.com/team`.',
	],
	['{registry: ""}', '1:24 "kubernetes.registry" has to be the name of a registry, without https://. Write it as `registry: registry.example.com/team`.'],
	['{namespace: Mine}', '1:25 "kubernetes.namespace" has to be the name of a namespace. Write it as `namespace: experiments`.'],
	['{namespace: }', '1:25 "kubernetes.namespace" has to be the name of a namespace. Write it as `namespace: experiments`.'],
	['{pullSecrets: [a, B]}', '1:27 "kubernetes.pullSecrets" has to be a list of names of secrets. Write it as `pullSecrets: [registry-pull]`.'],
	['{builder: buildah}', '1:23 "kubernetes.builder" has to be auto, kaniko, inline. Write it as `builder: auto`.'],
	['{keepFor: 1.5}', '1:23 "kubernetes.keepFor" has to be a whole number of seconds. Write it as `keepFor: 604800`.'],
	['{stickyWait: 0}', '1:26 "kubernetes.stickyWait" has to be a whole number of seconds. Write it as `stickyWait: 120`.'],
	['{insecureRegistry: "yes"}', '1:32 "kubernetes.insecureRegistry" has to be true or false. Write it as `insecureRegistry: true`.'],
	['{constructor: a}', expect.stringContaining('1:14 "constructor" is not a setting of kubernetes. Known are context, namespace, registry,')],
])('what is wrong in "%s" is said with its place', (section, problem) => {
	expect([told(section), read(section).kubernetes]).toEqual([[problem], {}]);
});
