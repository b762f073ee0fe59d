import {expect, test} from 'vitest';
import {defaultClusterSettings} from '../../../../source/engines/kubernetes/settings/cluster-settings.ts';
import {registryChoiceOf, registryLine, registryProblem, withRegistry, writeRegistry} from '../../../../source/engines/kubernetes/settings/registry-choice.ts';
import {parseSettings} from '../../../../source/engines/settings-file.ts';

const known = [
	{host: 'registry.lab:5000', hostForNodes: 'localhost:5000', from: 'cluster'},
	{host: '10.244.0.1:5056', from: 'images', images: 3},
] as const;

test('a choice has what is known of the host, with the folder that was typed', () => {
	expect(registryChoiceOf('registry.lab:5000/team', known)).toEqual({
		registry: 'registry.lab:5000/team',
		registryForNodes: 'localhost:5000/team',
		isInsecureRegistry: true,
	});
	expect(registryChoiceOf('10.244.0.1:5056', known)).toEqual({registry: '10.244.0.1:5056'});
	expect(registryChoiceOf('ghcr.io/me', known)).toEqual({registry: 'ghcr.io/me'});
	expect(registryLine(registryChoiceOf('registry.lab:5000', known))).toBe(
		'kubernetes: {registry: registry.lab:5000, registryForNodes: localhost:5000, insecureRegistry: true}',
	);
});

test('it never takes the place of the one in the settings', () => {
	const choice = {registry: 'a:1', isInsecureRegistry: true};
	expect(withRegistry(defaultClusterSettings, choice)).toEqual({...defaultClusterSettings, ...choice});
	expect(withRegistry(defaultClusterSettings, undefined)).toBe(defaultClusterSettings);
	const named = {...defaultClusterSettings, registry: 'b:1'};
	expect(withRegistry(named, choice)).toBe(named);
});

test('what is no name of a registry is told', () => {
	for (const name of ['registry.lab:5000', '10.244.0.1:5056/team', 'ghcr.io/me/x', 'localhost:5000']) expect(registryProblem(name)).toBeUndefined();
	for (const name of ['https://a.b', 'a.b/Team', 'a.b/', 'a b', 'a@b', '']) expect(registryProblem(name)?.code).toBe('bad-registry');
});

const files: ReadonlyArray<readonly [text: string, want: string]> = [
	['', "kubernetes:\n  registry: '1.2:5'\n  insecureRegistry: true\n"],
	['# ours\n', "# ours\nkubernetes:\n  registry: '1.2:5'\n  insecureRegistry: true\n"],
	[
		'# ours\nengine: kubernetes # here\n\nsecretRefs: [a]\n',
		"# ours\nengine: kubernetes # here\n\nsecretRefs: [a]\n\nkubernetes:\n  registry: '1.2:5'\n  insecureRegistry: true\n",
	],
	[
		'kubernetes: # mine\n    namespace: ml # team\n    # later\ngracePeriod: 3\n',
		"kubernetes: # mine\n    namespace: ml # team\n    registry: '1.2:5'\n    insecureRegistry: true\n    # later\ngracePeriod: 3\n",
	],
	['kubernetes: {namespace: ml}\n', "kubernetes: {namespace: ml, registry: '1.2:5', insecureRegistry: true}\n"],
	['kubernetes: # none yet\nengine: host\n', "kubernetes: # none yet\n  registry: '1.2:5'\n  insecureRegistry: true\nengine: host\n"],
	['engine: host\r\n', "engine: host\r\n\r\nkubernetes:\r\n  registry: '1.2:5'\r\n  insecureRegistry: true\r\n"],
];

test.for(files)('the settings %j keep all else', ([text, want]) => {
	const written = writeRegistry(text, {registry: '1.2:5', isInsecureRegistry: true});
	expect(written).toBe(want);
	const read = (of: string) => parseSettings(of, '/s.yaml', path => path);
	const {kubernetes, ...others} = read(text);
	expect(read(written)).toEqual({...others, kubernetes: {...kubernetes, registry: '1.2:5', isInsecureRegistry: true}});
});

test('settings that have a registry, or are no YAML, are not changed', () => {
	expect(() => writeRegistry('kubernetes: {registry: b}\n', {registry: 'a'})).toThrow('it names a registry already');
	expect(() => writeRegistry('kubernetes: [1]\n', {registry: 'a'})).toThrow('its "kubernetes" is no map of keys');
	expect(() => writeRegistry('kubernetes: [\n', {registry: 'a'})).toThrow('is not valid YAML');
});
