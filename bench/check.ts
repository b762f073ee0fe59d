import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {checkPolyaxonfile} from '../source/polyaxonfile/check-file.ts';
import {parsePolyaxonfile} from '../source/polyaxonfile/document.ts';
import {median, timed} from './measure.ts';
import type {Row} from './table.ts';

const program = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
/** The platform's own parser, where there is one: `judge FILE…` prints its verdicts. */
const judge = process.env.POLYAXON_JUDGE ?? fileURLToPath(new URL('../../shared/judges/judge', import.meta.url));
const kinds = fileURLToPath(new URL('../test/fixtures/polyaxonfile/kinds/', import.meta.url));
const rounds = 7;

/** `check` of one file and of a thousand, against the platform's parser on the same files, and of files that grow. */
export async function run(): Promise<readonly Row[]> {
	const folder = mkdtempSync(join(tmpdir(), 'polyaxon-tui-bench-'));
	try {
		const one = join(folder, 'one.yml');
		writeFileSync(one, readFileSync(join(kinds, 'experiment.yml')));
		return [...againstJudge(one, thousand(folder)), ...growing()];
	} finally {
		rmSync(folder, {recursive: true, force: true});
	}
}

function thousand(folder: string): readonly string[] {
	const names = readdirSync(kinds).filter(name => name.endsWith('.yml'));
	return Array.from({length: 1000}, (_, index) => {
		const file = join(folder, `${index}.yml`);
		writeFileSync(file, readFileSync(join(kinds, names[index % names.length]!)));
		return file;
	});
}

function againstJudge(one: string, many: readonly string[]): readonly Row[] {
	if (!existsSync(judge)) return [];
	const [ours, theirs] = interleaved(
		() => time(process.execPath, [program, 'check', one]),
		() => time(judge, [one]),
		rounds,
	);
	const [oursMany, theirsMany] = interleaved(
		() => time(process.execPath, [program, 'check', ...many]),
		() => time(judge, many),
		3,
	);
	return [row('check of one file', ours, theirs, 1 / 4), row('check of 1,000 files', oursMany, theirsMany, 1 / 10)];
}

function row(figure: string, ours: number, theirs: number, most: number): Row {
	return {
		figure,
		value: `${ours.toFixed(0)} ms`,
		baseline: `Polyaxon's parser: ${theirs.toFixed(0)} ms`,
		ratio: `${(ours / theirs).toFixed(2)}x`,
		bar: `≤ ${most}x`,
		isMet: ours / theirs <= most,
	};
}

/** Ten times as many steps may take ten times as long, and half as much again for the garbage; the YAML parser alone is the baseline. */
function growing(): readonly Row[] {
	const textOf = (steps: number) =>
		`version: 1\nkind: experiment\nbuild:\n  image: a\n  build_steps:\n${Array.from({length: steps}, (_, index) => `    - echo ${index}\n`).join('')}run: {cmd: ls}\n`;
	const timeOf = (steps: number, work: (text: string) => unknown) => {
		const text = textOf(steps);
		return median(Array.from({length: rounds}, () => timed(() => work(text))));
	};
	const small = timeOf(1000, text => checkPolyaxonfile(text));
	const large = timeOf(10_000, text => checkPolyaxonfile(text));
	const parsed = timeOf(10_000, text => parsePolyaxonfile(text));
	return [
		{
			figure: '10,000 steps against 1,000',
			value: `${large.toFixed(0)} ms`,
			baseline: `${small.toFixed(0)} ms; reading the YAML alone: ${parsed.toFixed(0)} ms`,
			ratio: `${(large / small).toFixed(1)}x`,
			bar: '≤ 15x',
			isMet: large / small <= 15,
		},
	];
}

function interleaved(first: () => number, second: () => number, times: number): readonly [number, number] {
	const pairs = Array.from({length: times}, () => [first(), second()] as const);
	return [median(pairs.map(([one]) => one)), median(pairs.map(([, other]) => other))];
}

function time(command: string, args: readonly string[]): number {
	return timed(() => {
		try {
			// Reading certificates at the start, which nothing here needs, would be measured too
			execFileSync(command, [...args], {stdio: 'ignore', env: {...process.env, NODE_EXTRA_CA_CERTS: undefined}});
		} catch {
			// Files that are not valid are measured too
		}
	});
}
