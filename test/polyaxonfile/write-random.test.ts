import {expect, test} from 'vitest';
import {isError, type Problem} from '../../source/polyaxonfile/problem.ts';
import {readPolyaxonfile} from '../../source/polyaxonfile/read.ts';
import type {Value} from '../../source/polyaxonfile/specification.ts';
import {type FileChanges, writePolyaxonfile} from '../../source/polyaxonfile/write.ts';
import {createRandom, type Random} from '../helpers/random.ts';

// Each of these is something else to some YAML reader when it is written carelessly.
const texts =
	"yes|no|1e5|0123|1:30|~|null|a b|a: b|a #b|it's|say \"hi\"|back\\slash|-|- x|?|[x|{x|{{ lr }}|*.csv|&x|!x|%x|@x|`x`|2019-01-01|=|<<|...|---| lead|trail |tab\tx|two\nlines|é|日本|\u{1f600}|\u00a0x|\u2028|\u0085x||true|.inf|0o17|0x1F|1_000|+1|1.|.5|a,b|a]b|a:b|http://x/y|x:|on|y|N|pip install \"x>=1,<2\"|echo 'a'  b|>|# x|$HOME|${X}|\x7f|\ufeffx|line\n\nblank\n|  \nx|x\n|a\n  b\n|\\|''|\"\"|'|\"|None|[1, 2]|{'a': 1}".split(
		'|',
	);

const textOf = (random: Random) => (random.below(3) === 0 ? `${random.pick(texts)}${random.pick(['', ' ', 'x'])}${random.pick(texts)}` : random.pick(texts));
const some = <T>(random: Random, make: () => T) => Array.from({length: random.below(4)}, make);
const values: readonly Value[] = [1, 1.5, 1e-7, 1e21, true, null, 'yes', [1, 'a', 'no'], {a: 1, b: 'on'}];

function changesOf(random: Random): FileChanges {
	const kind = random.pick(['experiment', 'job', 'build'] as const);
	const isRun = kind !== 'build';
	return {
		kind,
		image: random.pick(['a', 'host:5000/x:1', 'a@sha256:abc']),
		buildSteps: some(random, () => `run ${textOf(random)}`),
		envVars: some(random, () => [`N${random.below(100)}`, textOf(random)] as const),
		declarations: isRun ? some(random, () => [`d${random.below(1e6)}`, {value: random.below(2) ? textOf(random) : random.pick(values)}] as const) : null,
		cmd: isRun ? (random.below(2) ? `cmd ${textOf(random)}` : ['cmd', ...some(random, () => `c ${textOf(random)}`)]) : null,
		secretRefs: some(random, () => textOf(random)),
		configmapRefs: some(random, () => textOf(random)),
		tags: [...new Set(some(random, () => textOf(random)))],
		resources: {cpu: random.below(2) ? {requests: random.pick([0.5, 1, 1e-7])} : null, memory: {limits: 512}},
	};
}

/** What a reader must find of the changes. */
function meantBy(changes: FileChanges): unknown {
	const {resources} = changes;
	return {
		version: 1,
		kind: changes.kind,
		tags: changes.tags,
		declarations: Object.fromEntries((changes.declarations ?? []).map(([name, value]) => [name, 'value' in value ? value.value : null])),
		build: {image: changes.image, build_steps: changes.buildSteps, env_vars: changes.envVars},
		...(changes.cmd ? {cmd: changes.cmd} : {}),
		environment: {
			resources: {...(resources?.cpu ? {cpu: resources.cpu} : {}), memory: {limits: 512}},
			secret_refs: changes.secretRefs,
			configmap_refs: changes.configmapRefs,
		},
	};
}

const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

/** What a reader finds, with the lists that the file leaves away. */
function foundIn(text: string): {readonly found: unknown; readonly errors: readonly Problem[]} {
	const {specification, problems} = readPolyaxonfile(text);
	const {kind, parameters} = specification ?? {};
	const values: Record<string, unknown> = {...specification?.values};
	const {image, build_steps = [], env_vars = []} = (kind === 'build' ? values : values.build) as Record<string, unknown>;
	const {resources, secret_refs = [], configmap_refs = []} = (values.environment ?? {}) as Record<string, unknown>;
	const cmd = (values.run as {cmd?: unknown} | undefined)?.cmd;
	return {
		found: plain({
			version: 1,
			kind,
			tags: values.tags ?? [],
			declarations: parameters,
			build: {image, build_steps, env_vars},
			...(cmd === undefined ? {} : {cmd}),
			environment: {resources, secret_refs, configmap_refs},
		}),
		errors: problems.filter(isError),
	};
}

test('what is written is read as what was meant, and writing it again changes nothing', () => {
	const random = createRandom(20);
	for (let index = 0; index < 50; index++) {
		const changes = changesOf(random);
		const text = writePolyaxonfile(changes);
		expect(foundIn(text), text).toEqual({found: plain(meantBy(changes)), errors: []});
		expect(writePolyaxonfile(changes, text)).toBe(text);
	}
});

test('one file can be turned into any other', () => {
	const random = createRandom(21);
	let text = '';
	for (let index = 0; index < 25; index++) {
		const changes = changesOf(random);
		const before = text;
		text = writePolyaxonfile(changes, text);
		expect(foundIn(text).found, `${before}\n=>\n${text}`).toEqual(plain(meantBy(changes)));
	}
});
