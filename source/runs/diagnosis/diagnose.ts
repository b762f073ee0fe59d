import type {Diagnosis, EngineName, Stage} from '../../engines/engine.ts';
import {sanitiseLine} from '../../terminal/sanitise.ts';
import type {Cause} from './cause.ts';
import {causes} from './causes.ts';

/** What is known of a failure. */
export type Failure = {
	readonly exitCode?: number;
	readonly stage: Stage;
	readonly engine: EngineName;
	/** The end of the failed stage's log, as it was written. */
	readonly lastLines: readonly string[];
};

/** Characters of evidence: enough for a line of a screen or three. */
const longest = 400;

/** Characters of a word in a title. */
const longestWord = 200;

/** Lines in which podman, docker, nerdctl, BuildKit and runtimes tell of their own failures. */
const isOfEngine =
	/^(?:[Ee]rror: |Error response from daemon|error running container: |docker: |time="|FATA\[|(?:ERROR: )?failed to |exec \/|standard_init|#\d+ [\d.]+ (?:runc|crun) )|docker:\/\//;

/** The first cause in the table that fits, or undefined when none does. Pure. */
export function diagnose({exitCode, stage, engine, lastLines}: Failure): Diagnosis | undefined {
	const lines = lastLines.map(sanitiseLine);
	for (const cause of causes) {
		if (cause.ofEngine && !cause.ofEngine.includes(stage)) continue;
		const match = matchLast(cause.ofEngine ? lines.filter(line => isOfEngine.test(line)) : lines, cause.pattern);
		if (!fits(cause, match !== undefined, exitCode)) continue;
		const word = match?.slice(1).find(Boolean) ?? '';
		const facts = {stage, exitCode, word: word.slice(0, longestWord), isInContainer: engine !== 'host'};
		const evidence = cause.proof?.(lines) ?? match?.input ?? `exit code ${exitCode}`;
		return {code: cause.code, title: cause.title(facts), hint: cause.hint(facts), evidence: evidence.slice(0, longest)};
	}
	return undefined;
}

function matchLast(lines: readonly string[], pattern: RegExp | undefined): RegExpExecArray | undefined {
	for (let index = lines.length - 1; pattern && index >= 0; index--) {
		const match = pattern.exec(lines[index]!);
		if (match) return match;
	}
	return undefined;
}

function fits({knownBy, exitCodes}: Cause, hasLine: boolean, exitCode: number | undefined): boolean {
	const hasExitCode = exitCode !== undefined && exitCodes?.includes(exitCode) === true;
	switch (knownBy) {
		case 'line':
			return hasLine;
		case 'exit code':
			return hasExitCode;
		case 'either':
			return hasLine || hasExitCode;
	}
}
