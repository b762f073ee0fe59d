import {resolve} from 'node:path';
import {printProblems} from '../polyaxonfile/print.ts';
import type {Problem} from '../polyaxonfile/problem.ts';
import {isError} from '../polyaxonfile/problem.ts';
import {readBytes} from '../polyaxonfile/read-bytes.ts';
import {textOfBytes} from '../polyaxonfile/text-of-bytes.ts';
import {sanitiseText} from '../terminal/sanitise.ts';
import {createStyle} from '../terminal/style.ts';
import {UserError} from '../user-error.ts';
import {type AnswersFile, readAnswersFile} from '../wizard/answers-file.ts';
import type {Facts} from '../wizard/facts.ts';
import type {InitFlags} from '../wizard/init-flags.ts';
import {unifiedDiff} from '../wizard/preview.ts';
import {toPolyaxonfile} from '../wizard/to-polyaxonfile.ts';
import {answersFrom, type Unattended} from '../wizard/unattended.ts';
import type {World} from '../world.ts';
import {afterWriting} from './after-writing.ts';
import {type Target, writeTarget} from './init-target.ts';
import {startRun} from './start-run.ts';

/** What flags, answers.yaml, the existing file and the folder come to. */
export type Given = Unattended & {readonly from?: AnswersFile & {readonly text: string}};

/** Reads the file of `--from` and puts everything together. Throws a UserError when that file cannot be read. */
export async function gatherAnswers(world: World, flags: InitFlags, facts: Facts, target: Target): Promise<Given> {
	const from = flags.from === undefined ? undefined : await readFrom(world, flags.from);
	const given = answersFrom(flags, from?.answers, facts, target.text);
	const problems = [...(from?.problems ?? []), ...given.problems];
	return {...given, answers: problems.some(isError) ? undefined : given.answers, problems, from};
}

/** Writes the polyaxonfile without a question, or says all that is missing or wrong. The exit code. */
export async function initUnattended(world: World, flags: InitFlags, given: Given, target: Target): Promise<number> {
	const style = createStyle({env: world.env, stdout: world.stderr});
	for (const problem of given.problems) world.stderr.write(printProblems([problem], {source: sourceOf(problem, flags, given), style}));
	if (!given.answers) {
		if (given.missing.length > 0) world.stderr.write(sanitiseText(missingText(given.missing)));
		return 2;
	}
	const text = toPolyaxonfile(given.answers, target.text);
	if (flags.output === '-') {
		world.stdout.write(text);
		return 0;
	}
	const isChanged = target.text !== undefined && target.text !== text;
	if (flags.dryRun) {
		world.stdout.write(sanitiseText(isChanged ? unifiedDiff(target.shown, target.text, text) : text));
		return 0;
	}
	if (isChanged && !flags.force) {
		world.stderr.write(
			`${sanitiseText(unifiedDiff(target.shown, target.text, text))}${target.shown} exists and was not changed. Give --force to write these changes, or another file with -o.\n`,
		);
		return 2;
	}
	await writeTarget(target, text);
	world.stdout.write(afterWriting(target, text, given.answers));
	if (!flags.run) return 0;
	const {engine, context, namespace} = given.answers;
	const wish = {text, shown: target.shown, overrides: {}, codeFolder: world.cwd, engine, context, namespace};
	return startRun(world, wish, {polyaxonfile: target.file}, {});
}

async function readFrom(world: World, path: string): Promise<AnswersFile & {readonly text: string}> {
	try {
		const text = textOfBytes(await readBytes(resolve(world.cwd, path)));
		return {...readAnswersFile(text, path), text};
	} catch (error) {
		const reason = error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'there is no such file' : String(error);
		throw new UserError(`Could not read the answers in ${path}: ${reason}. Check the path after --from.`, 2, {cause: error});
	}
}

function sourceOf({file}: Problem, {from: path}: InitFlags, {from}: Given): string | undefined {
	return file !== undefined && file === path ? from?.text : undefined;
}

function missingText(missing: readonly string[]): string {
	const list = missing.map(flag => `  ${flag}\n`).join('');
	return `There is no terminal to ask in, or --yes was given, and this is missing:\n${list}Give these flags, or put the answers into a file and name it with --from.\n`;
}
