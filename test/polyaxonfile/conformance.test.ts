import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {checkText} from '../helpers/check-text.ts';

const folder = process.env.POLYAXON_TUI_FIXTURES ?? join(import.meta.dirname, '../../../shared/fixtures');
const index = join(folder, 'INDEX.tsv');

type Row = {readonly file: string; readonly kind: string; readonly isValid: boolean; readonly command?: string};

/** Where we differ on purpose, and why. Every other row must agree, in the verdict and in the command. */
const deviations: ReadonlyArray<readonly [reason: string, applies: (row: Row, codes: readonly string[]) => boolean]> = [
	['a run without a command can never run', ({isValid}, codes) => isValid && codes.includes('missing-command')],
	[
		'names of different releases in one file are read each as its release did',
		({file}) => ['probes/for_op.yml', 'probes/old_env_tensorflow.yml'].includes(file),
	],
	['labels of an experiment are documented, and the platform crashed on them', ({file}) => file === 'probes/labels_on_experiment.yml'],
];

/** The index has the verdict of release 0.6.1 only for these. Release 0.3.9 or 0.4.4, asked itself, takes them; the last was refused for an option of the command line. */
const takenByOlder = ['job_declarations', 'build_kind_nested', 'group_early_stopping_str_policy', 'debug_ttl_notebook'].map(name => `probes/${name}.yml`);

test.skipIf(!existsSync(index))('verdicts and commands agree with the platform on its own files', () => {
	const rows = readFileSync(index, 'utf8').trim().split('\n').slice(1).flatMap(toRow);
	const counted = new Map<string, Map<string, number>>();
	const unexplained: string[] = [];
	for (const row of rows) {
		const {rendered, problems} = checkText(readFileSync(join(folder, row.file), 'utf8'));
		const isAgreed = row.isValid === (rendered !== undefined) && (!row.isValid || row.command === undefined || row.command === rendered?.command);
		const codes = problems.map(({code}) => code);
		const reason = isAgreed ? 'agree' : deviations.find(([, applies]) => applies(row, codes))?.[0];
		if (reason === undefined)
			unexplained.push(
				`${row.file}: ${row.isValid ? 'valid' : 'invalid'}, ${row.command}; here ${rendered?.command}, ${problems.map(({code, line, message}) => `${code} ${line} ${message}`).join(', ')}`,
			);
		const kind = counted.get(row.kind) ?? new Map<string, number>();
		counted.set(row.kind, kind.set(reason ?? 'unexplained', (kind.get(reason ?? 'unexplained') ?? 0) + 1));
	}
	console.log([...counted].map(([kind, counts]) => `${kind.padEnd(12)} ${[...counts].map(([reason, count]) => `${count} ${reason}`).join(', ')}`).join('\n'));
	expect(unexplained).toEqual([]);
});

/** A row counts as valid when one of the releases took the file: names and shapes of all of them are read. */
function toRow(line: string): readonly Row[] {
	const [file = '', , , kind = '', verdict = '', , releases = '', facts = '{}'] = line.split('\t');
	if (verdict === 'n/a') return [];
	const {cmd} = JSON.parse(facts || '{}') as {cmd?: string};
	const isTaken = takenByOlder.includes(file) || /=ok/.test(releases) || (!releases.includes('=') && verdict.startsWith('valid'));
	return [{file, kind, isValid: isTaken, command: cmd}];
}
