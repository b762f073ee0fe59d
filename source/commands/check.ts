import {checkPolyaxonfile} from '../polyaxonfile/check-file.ts';
import {printProblems} from '../polyaxonfile/print.ts';
import {isError, type Problem} from '../polyaxonfile/problem.ts';
import {sanitiseLine} from '../terminal/sanitise.ts';
import type {World} from '../world.ts';
import {toJsonLine} from './json-line.ts';
import {loadPolyaxonfile} from './load-polyaxonfile.ts';
import {lookOf} from './look.ts';
import {parseOverrides} from './overrides.ts';

/** Prints every problem of a polyaxonfile. Exit code 2 when one of them is an error. */
export async function checkCommand(world: World, options: {file?: string; param?: readonly string[]; json?: boolean}): Promise<number> {
	const source = await loadPolyaxonfile(world, options.file);
	const {specification, problems: found} = checkPolyaxonfile(source.text, {file: source.shown, overrides: parseOverrides(options.param)});
	const problems = [...source.problems, ...found];
	const isValid = !problems.some(isError);

	if (options.json) {
		world.stdout.write(toJsonLine({file: source.file, isValid, kind: specification?.kind ?? null, problems}));
		return isValid ? 0 : 2;
	}
	const {style, symbols} = lookOf(world);
	const shown = sanitiseLine(source.shown);
	const verdict = isValid ? `${style.green(symbols.done)} ${shown} is valid: ${specification?.kind}` : `${style.red(symbols.failed)} ${shown} cannot be used`;
	const counted = count(problems);
	world.stdout.write(`${printProblems(problems, {source: source.text, style})}${problems.length > 0 ? '\n' : ''}${verdict}${counted ? ` · ${counted}` : ''}\n`);
	return isValid ? 0 : 2;
}

/** `2 errors, 1 warning`; empty when nothing is wrong. */
function count(problems: readonly Problem[]): string {
	const errors = problems.filter(isError).length;
	const warnings = problems.length - errors;
	return [errors > 0 ? `${errors} error${errors > 1 ? 's' : ''}` : '', warnings > 0 ? `${warnings} warning${warnings > 1 ? 's' : ''}` : '']
		.filter(part => part !== '')
		.join(', ');
}
