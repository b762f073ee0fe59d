import {readFileSync} from 'node:fs';
import {mkdir, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {gitRules, isIgnoredByDefault, readIgnoreRules} from '../../source/image/ignore-rules.ts';

const fixtures = join(import.meta.dirname, '../fixtures/image/ignore');
const tree = readFileSync(join(fixtures, 'TREE.txt'), 'utf8').trim().split('\n');
const [, ...cases] = readFileSync(join(fixtures, 'CASES.tsv'), 'utf8').replace(/\n$/, '').split('\n');

/** The platform's client matched `./path`, and folders without a slash, so that these never matched anything. Here they mean what they mean to git. */
const deviations: Readonly<Record<string, {readonly reason: string; readonly ignored: readonly string[]}>> = {
	dir_slash: {reason: 'a slash at the end names a folder', ignored: ['Data/x.csv', 'data/sub/y.csv', 'data/x.csv', 'src/data/x.csv']},
	anchored: {reason: 'a slash at the start anchors', ignored: ['Data/x.csv', 'data/sub/y.csv', 'data/x.csv']},
	nested_path: {reason: 'a slash in the middle anchors', ignored: ['src/data/x.csv']},
	doublestar_mid: {reason: '** stands for folders', ignored: ['src/data/x.csv']},
	egg: {reason: 'a slash at the end names a folder (polyaxon/polyaxon#306)', ignored: ['my.egg-info/PKG']},
	data_star: {reason: 'a slash in the middle anchors', ignored: ['Data/x.csv', 'data/sub/y.csv', 'data/x.csv']},
	doublestar_tail: {reason: '** stands for all that is in a folder', ignored: ['Data/x.csv', 'data/sub/y.csv', 'data/x.csv']},
};

test.each(cases.map(line => line.split('\t')))(
	'.polyaxonignore ignores what the platform did, or what git would: %s',
	(name = '', patterns = '', expected = '') => {
		const rules = gitRules(patterns.replaceAll('|', '\n'));
		const ignored = tree.filter(path => rules.isIgnored(path, false));
		const original = expected === '' ? [] : expected.split(', ');
		expect(ignored).toEqual(deviations[name]?.ignored ?? original);
		if (deviations[name]) expect(ignored).not.toEqual(original);
	},
);

test('without an ignore file an image takes no repositories, environments and caches along, and all of the code', () => {
	const paths = [
		'.git/config',
		'.venv/bin/python',
		'a/node_modules/x.js',
		'src/__pycache__/a.pyc',
		'a.pyc',
		'.DS_Store',
		'outputs/model.bin',
		'.polyaxon/tui.yaml',
	];
	expect(paths.filter(path => !isIgnoredByDefault(path))).toEqual([]);
	const code = ['lib/a.py', 'src/lib/a.py', 'var/x', 'src/outputs/a.py', 'train.py', 'environment.yml', '.gitignore'];
	expect(code.filter(path => isIgnoredByDefault(path))).toEqual([]);
});

test('a ! rule names a file by its own name, and not by its folder or with all others', () => {
	const {isNamed} = gitRules('*\n!*\n!.env\n!keys/\n!certs/*\n!deploy/server.pem\n!*.p12\n');
	expect(['.env', 'a/.env', 'deploy/server.pem', 'x/a.p12', 'keys/id_rsa', 'certs/a.pem', 'server.pem'].filter(isNamed)).toEqual([
		'.env',
		'a/.env',
		'deploy/server.pem',
	]);
});

test('an ignore file that cannot be read is told, and not taken for none', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'ignore-'));
	expect((await readIgnoreRules(folder)).file).toBeUndefined();
	await mkdir(join(folder, '.polyaxonignore'));
	await expect(readIgnoreRules(folder)).rejects.toThrow(
		'Cannot read .polyaxonignore: it is a folder. It says what is left out of the code. Mend it, or delete it.',
	);
	await rm(folder, {recursive: true});
});
