import {buildProblems} from '../image/image-problems.ts';
import {type CheckedFile, checkPolyaxonfile} from '../polyaxonfile/check-file.ts';
import {inOrder} from '../polyaxonfile/document.ts';
import {printProblems} from '../polyaxonfile/print.ts';
import {isError, type Problem} from '../polyaxonfile/problem.ts';
import {sanitiseLine} from '../terminal/sanitise.ts';
import {UserError} from '../user-error.ts';
import type {World} from '../world.ts';
import {countText} from './choose-run.ts';
import {hideValues} from './hide-values.ts';
import {toJsonLine} from './json-line.ts';
import {loadPolyaxonfiles, type Source} from './load-polyaxonfile.ts';
import {located} from './located.ts';
import {lookOf} from './look.ts';
import {parseOverrides} from './overrides.ts';
import {renderedJson, renderedLines} from './print-rendered.ts';

/** `-f` names files that are laid over each other, `files` ones that are checked one by one. */
export type CheckOptions = {
	readonly file?: readonly string[];
	readonly param?: readonly string[];
	readonly json?: boolean;
	readonly render?: boolean;
};

/** Prints every problem of polyaxonfiles, and with `render` what they come to. Exit code 2 when one of the problems is an error. */
export async function checkCommand(world: World, files: readonly string[], options: CheckOptions): Promise<number> {
	const overrides = parseOverrides(options.param);
	if (files.length > 0 && options.file) throw new UserError('Name files either with -f, to lay one over another, or without it, to check each by itself.');
	const groups = files.length > 0 ? files.map(file => [file]) : [options.file ?? []];
	const look = lookOf(world);
	let valid = 0;
	let out = '';
	// One file that cannot be read says so by the way it ends; among others it is one result of many
	const isOneOfMany = groups.length > 1 || options.json;
	const load = (group: readonly string[]) =>
		loadPolyaxonfiles(world, group).catch((error: unknown) => {
			if (isOneOfMany && error instanceof UserError) return error;
			throw error;
		});
	for await (const sources of readAhead(groups, load)) {
		if (sources instanceof UserError) {
			out += options.json ? toJsonLine(unreadJson(sources)) : `${look.style.red('error')}: ${sanitiseLine(sources.message)}\n`;
			continue;
		}
		const [source, ...over] = sources;
		const checked = checkPolyaxonfile(source.text, {file: source.shown, overrides, over: over.map(({text, shown}) => ({text, file: shown}))});
		const problems = [...source.problems, ...withBuildProblems(checked)];
		if (!problems.some(isError)) valid++;
		out += options.json ? toJsonLine(jsonOf(sources, checked, problems, options)) : textOf(look, sources, checked, problems, options);
		if (out.length < batchSize) continue;
		world.stdout.write(out);
		out = '';
	}
	world.stdout.write(out);
	if (groups.length > 1 && !options.json) world.stdout.write(`${valid} of ${groups.length} files are valid.\n`);
	return valid === groups.length ? 0 : 2;
}

/** Characters that are written at once. */
const batchSize = 16_384;

/** The files are read while others are checked. */
async function* readAhead<T, R>(items: readonly T[], read: (item: T) => Promise<R>): AsyncGenerator<R> {
	const many = 32;
	for (let from = 0; from < items.length; from += many) yield* await Promise.all(items.slice(from, from + many).map(read));
}

function unreadJson({message}: UserError): object {
	return {file: null, isValid: false, kind: null, problems: [{code: 'unreadable-file', severity: 'error', message, path: []}]};
}

function jsonOf([source, ...over]: readonly [Source, ...Source[]], checked: CheckedFile, problems: readonly Problem[], {render}: CheckOptions): object {
	return {
		file: source.file,
		...(over.length > 0 ? {over: over.map(({file}) => file)} : {}),
		isValid: !problems.some(isError),
		kind: checked.kind ?? null,
		...(checked.specification?.group ? {runs: checked.specification.group.count, search: checked.specification.group.search} : {}),
		problems,
		...(render && checked.rendered ? renderedJson(checked) : {}),
	};
}

function textOf(
	{style, symbols}: ReturnType<typeof lookOf>,
	sources: readonly [Source, ...Source[]],
	checked: CheckedFile,
	problems: readonly Problem[],
	{render}: CheckOptions,
): string {
	const shown = sources.map(source => sanitiseLine(source.shown)).join(' + ');
	const isValid = !problems.some(isError);
	const verdict = isValid ? `${style.green(symbols.done)} ${shown} is valid: ${kindOf(checked)}` : `${style.red(symbols.failed)} ${shown} cannot be used`;
	const counted = count(problems);
	const said = printProblems(problems, {source: problem => lineSource(problem, problems, sources), style});
	const rendered = render && checked.rendered ? `\n${renderedLines(checked, style)}` : '';
	return `${said}${problems.length > 0 ? '\n' : ''}${verdict}${counted ? ` · ${counted}` : ''}\n${rendered}`;
}

function kindOf({specification}: CheckedFile): string {
	if (!specification?.group) return specification?.kind ?? '';
	const {group} = specification;
	return `group of ${countText(group)} (${searchNames[group.search]}${group.isFixed ? '' : ', other ones each time: it has no seed'})`;
}

const searchNames = {grid: 'grid search', random: 'random search', hyperband: 'hyperband, first rounds', bo: 'Bayesian optimisation'} as const;

/** What would keep the image from being built on every machine is said too. */
function withBuildProblems({rendered, document, problems}: CheckedFile): readonly Problem[] {
	const found = rendered?.build ? located(buildProblems(rendered.build), document) : [];
	return found.length === 0 ? problems : inOrder([...problems, ...found], document);
}

function lineSource({file}: Problem, all: readonly Problem[], sources: readonly [Source, ...Source[]]): string | undefined {
	const source = sources.find(({shown}) => shown === file) ?? sources[0];
	return hideValues(
		source.text,
		all.filter(problem => (problem.file ?? sources[0].shown) === source.shown),
	);
}

/** `2 errors, 1 warning`; empty when nothing is wrong. */
function count(problems: readonly Problem[]): string {
	const errors = problems.filter(isError).length;
	const warnings = problems.length - errors;
	return [errors > 0 ? `${errors} error${errors > 1 ? 's' : ''}` : '', warnings > 0 ? `${warnings} warning${warnings > 1 ? 's' : ''}` : '']
		.filter(part => part !== '')
		.join(', ');
}
