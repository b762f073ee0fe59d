import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import type {CheckedFile} from '../../source/polyaxonfile/check-file.ts';
import {isError} from '../../source/polyaxonfile/problem.ts';
import {checkText} from '../helpers/check-text.ts';
import {hasJudge, verdictsOf} from '../helpers/judge.ts';
import {deviations} from './rules/deviations.ts';
import {differences, factsOf} from './rules/facts.ts';
import {judged} from './rules/judged.ts';

const folder = process.env.POLYAXON_TUI_FIXTURES ?? join(import.meta.dirname, '../../../shared/fixtures');
const index = join(folder, 'INDEX.tsv');

/**
 * Release 0.4.4 is the reference. What it refuses may have names and shapes of a later release, so 0.6.1 is asked, and then 0.3.9: names of all three are read.
 * A file is valid when one of them takes it.
 */
const releases = ['0.4.4', '0.6.1', '0.3.9'];

/** Of these files the index has the verdict of 0.6.1 only, which refuses them; the last was refused for an option of the command line. */
const takenByOlder: ReadonlyArray<readonly [release: string, names: readonly string[]]> = [
	['0.4.4', ['job_declarations', 'group_early_stopping_str_policy', 'debug_ttl_notebook']],
	['0.3.9', ['build_kind_nested', 'run_empty_map', 'build_empty', 'image_space', 'tags_numeric_string', 'resources_request_sing', 'group_unknown_hpt']],
];

type Row = {
	readonly file: string;
	readonly kind: string;
	readonly release?: string;
	readonly isWhole: boolean;
	readonly facts: Readonly<Record<string, unknown>>;
};

const rows = existsSync(index) ? readFileSync(index, 'utf8').trim().split('\n').slice(1).flatMap(toRow) : [];

function toRow(line: string): readonly Row[] {
	const [file = '', , , kind = '', verdict = '', , verdicts = '', facts] = line.split('\t');
	if (verdict === 'n/a') return [];
	const isWhole = verdicts.includes('=');
	const inIndex = releases.find(release => verdicts.includes(`${release}=ok`)) ?? (!isWhole && verdict.startsWith('valid') ? '0.6.1' : undefined);
	const release = inIndex ?? takenByOlder.find(([, names]) => names.some(name => file === `probes/${name}.yml`))?.[0];
	return [{file, kind, release, isWhole, facts: JSON.parse(facts || '{}') as Row['facts']}];
}

const textOf = ({file}: Row) => readFileSync(join(folder, file), 'utf8');
const errorsOf = ({problems}: CheckedFile) => problems.filter(isError).map(({code}) => code);

test.skipIf(rows.length === 0)('verdicts and facts agree with the platform on its own files, but for the files that are listed', () => {
	const counted = new Map<string, Map<string, number>>();
	const wrong: string[] = [];
	const unused = new Set(deviations.flatMap(({files}) => files));
	let facts = 0;
	for (const row of rows) {
		const checked = checkText(textOf(row));
		const codes = errorsOf(checked);
		const listed = deviations.find(({files}) => files.includes(row.file));
		const isAgreed = (row.release !== undefined) === (checked.rendered !== undefined);
		const said = `${row.file}: ${row.release === undefined ? 'refused' : `taken by ${row.release}`}, here ${codes.join(' ') || 'taken'}`;
		if (listed && !isAgreed) {
			unused.delete(row.file);
			if (codes.join() !== listed.codes.join()) wrong.push(`${said}, not ${listed.codes.join(' ')}`);
		} else if (!isAgreed) wrong.push(said);
		if (isAgreed && checked.rendered) {
			const ours = factsOf(checked);
			facts += Object.keys(row.facts).filter(name => name in ours).length;
			wrong.push(...differences(row.facts, ours).map(difference => `${row.file}: ${difference}`));
		}
		const kind = counted.get(row.kind) ?? new Map<string, number>();
		const group = isAgreed ? 'agree' : (listed?.reason ?? 'unexplained');
		counted.set(row.kind, kind.set(group, (kind.get(group) ?? 0) + 1));
	}
	console.log(tableOf(counted, facts));
	expect(wrong).toEqual([]);
	expect([...unused], 'listed, and there is no such difference').toEqual([]);
});

function tableOf(counted: ReadonlyMap<string, ReadonlyMap<string, number>>, facts: number): string {
	const agreed = (counts: ReadonlyMap<string, number>) => counts.get('agree') ?? 0;
	const total = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0);
	const line = (kind: string, agree: number, all: number) => `${kind.padEnd(12)} ${agree} agree, ${all - agree} deviate, ${all} in all`;
	const all = [...counted.values()];
	return [
		...[...counted].flatMap(([kind, counts]) => [
			line(kind, agreed(counts), total(counts)),
			...[...counts].filter(([reason]) => reason !== 'agree').map(([reason, count]) => `  ${count} ${reason}`),
		]),
		line(
			'together',
			all.reduce((sum, counts) => sum + agreed(counts), 0),
			all.reduce((sum, counts) => sum + total(counts), 0),
		),
		`${facts} facts compared`,
	].join('\n');
}

test('files of our own are judged as the platform judges them, but for those that have a reason', () => {
	for (const {text, takenBy, codes, reason} of judged) {
		const checked = checkText(text);
		expect(errorsOf(checked), text).toEqual(codes);
		expect(checked.rendered !== undefined, text).toBe(codes.length === 0);
		expect(takenBy.length > 0 === (codes.length === 0), `${text}${reason ?? 'no reason'}`).toBe(reason === undefined);
	}
});

test.skipIf(!hasJudge(...releases))('the platform says of files of our own, and of those that the index leaves out, what is written here', () => {
	const open = rows.filter(({isWhole}) => !isWhole);
	const texts = [...judged.map(({text}) => text), ...open.map(textOf)];
	const verdicts = releases.map(release => ({release, taken: verdictsOf(texts, release).map(({ok}) => ok === true)}));
	const takenBy = (at: number) => verdicts.filter(({taken}) => taken[at]).map(({release}) => release);
	expect(judged.map((_, at) => [...takenBy(at)].sort())).toEqual(judged.map(each => [...each.takenBy].sort()));
	const found = open.flatMap((row, at) => (row.release === '0.6.1' ? [] : [[row.file, takenBy(judged.length + at)[0]]]));
	expect(found).toEqual(open.flatMap(({file, release}) => (release === '0.6.1' ? [] : [[file, release]])));
});
