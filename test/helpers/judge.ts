import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

/** The platform's own parser, where there is one: `judge FILE…` prints its verdicts. */
const judge = process.env.POLYAXON_JUDGE ?? fileURLToPath(new URL('../../../shared/judges/judge', import.meta.url));

/** What a release of the platform says of a file. */
export type Verdict = {readonly ok: boolean | null; readonly error?: string | null; readonly parsed?: {readonly cmd?: string | null} | null};

/** Whether the parsers of these releases are installed here. */
export function hasJudge(...releases: readonly string[]): boolean {
	if (!existsSync(judge)) return false;
	const says = (release: string) => {
		try {
			return verdictsOf(['version: 1\nkind: experiment\n'], release)[0]?.ok === true;
		} catch {
			return false;
		}
	};
	return releases.every(says);
}

/** The verdicts of one release on these texts, in their order. Many are asked at once, because starting takes half a second. */
export function verdictsOf(texts: readonly string[], release: string): readonly Verdict[] {
	const folder = mkdtempSync(join(tmpdir(), 'polyaxon-tui-judge-'));
	try {
		const files = texts.map((text, index) => {
			const file = join(folder, `${index}.yml`);
			writeFileSync(file, text);
			return file;
		});
		return ask(['--version', release, ...files]).map(line => JSON.parse(line) as Verdict);
	} finally {
		rmSync(folder, {recursive: true, force: true});
	}
}

function ask(args: readonly string[]): readonly string[] {
	return execFileSync(judge, [...args], {encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe']})
		.trimEnd()
		.split('\n');
}
