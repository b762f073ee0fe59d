import {isMapping} from './print-value.ts';
import type {Value} from './specification.ts';
import {printPython} from './template/python/print.ts';
import type {Tools} from './template/python/tools.ts';
import {type Dict, isDict, isPythonList, isTuple, numberOf, type Python, TemplateError} from './template/python/values.ts';
import {renderTemplate} from './template.ts';

/** Evaluates a value, with more names than those of the file. */
type Evaluate = (value: Python, step: string, more?: ReadonlyMap<string, Python>) => Python;

/** Whether a mapping is an `if` or a `for`, which releases up to 0.4 evaluated in `build` and `run`. */
export function isOperator(value: Value): boolean {
	if (!isMapping(value)) return false;
	const [name, ...others] = Object.keys(value);
	return others.length === 0 && (name === 'if' || name === 'for') && isMapping(value[name]);
}

/** The same for a value of the template language: its name and what it is given. */
export function operatorOf(value: Dict): {readonly name: 'if' | 'for'; readonly given: Dict} | undefined {
	const [entry, ...others] = value.entries.values();
	if (!entry || others.length > 0) return undefined;
	const [name, given] = entry;
	return (name === 'if' || name === 'for') && isDict(given) ? {name, given} : undefined;
}

/** `if: {cond, do, else_do}`: one of two values. `for: {len, do, index}`: a list; the index is a name for `do`. */
export function evaluateOperator(name: 'if' | 'for', given: Dict, evaluate: Evaluate, spend: Tools['spend']): Python {
	const known = name === 'if' ? ['cond', 'do', 'else_do'] : ['len', 'do', 'index'];
	for (const [key] of given.entries.values())
		if (!known.includes(String(key))) throw new TemplateError(`"${name}" has no "${String(key)}".`, undefined, undefined, `It takes ${known.join(', ')}.`);
	for (const key of known.slice(0, 2))
		if (partOf(given, key) === undefined) throw new TemplateError(`"${name}" needs "${key}".`, undefined, undefined, `It takes ${known.join(', ')}.`);
	return name === 'if' ? evaluateIf(given, evaluate, spend) : evaluateFor(given, evaluate, spend);
}

function evaluateIf(given: Dict, evaluate: Evaluate, spend: Tools['spend']): Python {
	const condition = evaluate(partOf(given, 'cond') ?? null, 'cond');
	const {text} = renderTemplate(`{% if ${printPython(condition)} %}1{% else %}0{% endif %}`, new Map(), spend);
	if (text === '1') return evaluate(partOf(given, 'do') ?? null, 'do');
	const otherwise = partOf(given, 'else_do');
	return otherwise === undefined ? null : evaluate(otherwise, 'else_do');
}

function evaluateFor(given: Dict, evaluate: Evaluate, spend: Tools['spend']): Python {
	const length = evaluate(partOf(given, 'len') ?? null, 'len');
	const count = Number(typeof length === 'string' ? length : numberOf(length));
	if (!Number.isFinite(count)) throw new TemplateError('The len of a "for" must be a number.', undefined, undefined, 'Write how often it is done.');
	const index = partOf(given, 'index') ?? 'index';
	const results: Python[] = [];
	for (let at = 0; at < Math.trunc(count); at++) {
		spend(10);
		results.push(evaluate(partOf(given, 'do') ?? null, 'do', new Map([[printPython(index), BigInt(at)]])));
	}
	const [first] = results;
	if (first === undefined || !(isPythonList(first) || isTuple(first))) return results;
	return results.flatMap(result => (isPythonList(result) ? result : isTuple(result) ? result.items : [result]));
}

function partOf(given: Dict, name: string): Python | undefined {
	return given.entries.get(`s${name}`)?.[1];
}
