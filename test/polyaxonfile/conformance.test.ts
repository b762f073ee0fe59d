import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {checkText} from '../helpers/check-text.ts';

const folder = process.env.POLYAXON_TUI_FIXTURES ?? join(import.meta.dirname, '../../../shared/fixtures');
const index = join(folder, 'INDEX.tsv');
const kinds = ['experiment', 'job', 'build'];

type Row = {readonly file: string; readonly kind: string; readonly verdict: string; readonly releases: string; readonly command?: string};

/** Why a row may differ. The other rows must agree, in the verdict and in the command. */
const deviations: ReadonlyArray<readonly [reason: string, applies: (row: Row, text: string) => boolean]> = [
	[
		'a run without a command can never run',
		({verdict}, text) => verdict.startsWith('valid') && checkText(text).problems.some(({code}) => code === 'missing-command'),
	],
	['typed inputs are not checked yet', (_, text) => /^(inputs|outputs):/m.test(text)],
	['only releases before 0.4.2 took it', ({releases}) => !/0\.(6\.1|5\.6|4\.4)=ok/.test(releases) && /0\.(4\.0|3\.9)=ok/.test(releases)],
	['replicas are not checked yet', (_, text) => /replicas:/.test(text)],
	['job: declarations were right in 0.4', ({file}) => file === 'probes/job_declarations.yml'],
	['kind build: nested builds were right before 0.4.2', ({file}) => file === 'probes/build_kind_nested.yml'],
	['sections without effect are not rendered', ({file}) => file === 'probes/build_commit_exp.yml'],
	['labels of an experiment: a bug of the platform', ({file}) => file === 'probes/labels_on_experiment.yml'],
];

test.skipIf(!existsSync(index))('verdicts and commands agree with the platform on its own files', () => {
	const rows = readFileSync(index, 'utf8').trim().split('\n').slice(1).map(toRow);
	const counted = new Map<string, number>();
	const unexplained: string[] = [];
	for (const row of rows.filter(({kind, verdict}) => kinds.includes(kind) && verdict !== 'n/a')) {
		const text = readFileSync(join(folder, row.file), 'utf8');
		const {rendered} = checkText(text);
		const isValid = row.verdict.startsWith('valid');
		const agrees = isValid === (rendered !== undefined) && (!isValid || row.command === undefined || row.command === rendered?.command);
		const reason = agrees ? 'agree' : deviations.find(([, applies]) => applies(row, text))?.[0];
		if (reason === undefined) unexplained.push(`${row.file}: ${row.verdict}`);
		else counted.set(reason, (counted.get(reason) ?? 0) + 1);
	}
	console.log([...counted].map(([reason, count]) => `${String(count).padStart(4)} ${reason}`).join('\n'));
	expect(unexplained).toEqual([]);
	expect(counted.get('agree')).toBeGreaterThan(150);
});

function toRow(line: string): Row {
	const [file = '', , , kind = '', verdict = '', , releases = '', facts = '{}'] = line.split('\t');
	const {cmd} = JSON.parse(facts || '{}') as {cmd?: string};
	return {file, kind, verdict, releases, command: cmd};
}
