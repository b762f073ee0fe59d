import {checkDeclarationName} from '../../polyaxonfile/names.ts';
import type {Declaration} from '../answers.ts';
import {literalToYaml} from './python-literal.ts';

/** A flag of a Python script that a declaration can set: `word` is how the command line gives it. */
export type PythonFlag = {readonly word: string; readonly declaration: Declaration};

/** The most flags that are taken; more would make no readable command. */
const mostFlags = 30;

/** The flags with a plain default that a script declares with argparse, click or TensorFlow's flags, and the arguments it cannot do without (with no value). */
export function pythonFlags(source: string): readonly PythonFlag[] {
	const code = withoutComments(source);
	const found: PythonFlag[] = [];
	for (const match of code.matchAll(/\.add_argument\s*\(|@(?:\w+\.)?(?:option|argument)\s*\(|\.DEFINE_(?:integer|float|string)\s*\(/g)) {
		const words = argumentsOf(code, match.index + match[0].length);
		const flag = match[0].includes('DEFINE_') ? tensorflowFlag(words) : match[0].startsWith('.') ? argparseFlag(words) : clickFlag(words, match[0]);
		if (flag && checkDeclarationName(flag.declaration.name) === undefined && !found.some(other => other.declaration.name === flag.declaration.name))
			found.push(flag);
	}
	return found.slice(0, mostFlags);
}

function argparseFlag(words: readonly string[]): PythonFlag | undefined {
	const {texts, named} = sorted(words);
	const action = textOf(named.get('action') ?? '');
	if ((action !== undefined && action !== 'store') || named.has('nargs') || named.get('action') === 'argparse.BooleanOptionalAction') return undefined;
	const long = texts.find(text => text.startsWith('--'));
	if (long === undefined && texts.some(text => text.startsWith('-'))) return undefined;
	if (long === undefined) return texts[0] === undefined || named.has('default') ? undefined : positional(texts[0]);
	return option(long, textOf(named.get('dest') ?? ''), named);
}

function clickFlag(words: readonly string[], opening: string): PythonFlag | undefined {
	const {texts, named} = sorted(words);
	if (/argument/.test(opening))
		return texts[0] === undefined || named.has('nargs') || named.has('default') || named.get('required') === 'False' ? undefined : positional(texts[0]);
	if (['is_flag', 'multiple', 'count', 'nargs'].some(name => named.has(name) && named.get(name) !== 'False')) return undefined;
	const long = texts.find(text => text.startsWith('--') && !text.includes('/'));
	return long === undefined ? undefined : option(long, undefined, named);
}

function tensorflowFlag(words: readonly string[]): PythonFlag | undefined {
	const [name, value] = [textOf(words[0] ?? ''), literalToYaml((words[1] ?? '').replace(/^default\s*=\s*/, ''))];
	return name === undefined || value === undefined ? undefined : {word: `--${name}=${slot(name, value)}`, declaration: {name, value}};
}

function option(flag: string, dest: string | undefined, named: ReadonlyMap<string, string>): PythonFlag | undefined {
	const name = dest ?? flag.replace(/^--/, '').replaceAll('-', '_');
	const value = named.get('required') === 'True' && !named.has('default') ? '' : literalToYaml(named.get('default') ?? '');
	return value === undefined ? undefined : {word: `${flag}=${slot(name, value)}`, declaration: {name, value}};
}

function positional(word: string): PythonFlag {
	const name = word.replaceAll('-', '_');
	return {word: slot(name, ''), declaration: {name, value: ''}};
}

/** `{{ name }}`, in quotes where the value has characters that the shell reads. */
function slot(name: string, yaml: string): string {
	return /^"?[\w@%+=:,./-]*"?$/.test(yaml) ? `{{ ${name} }}` : `"{{ ${name} }}"`;
}

function sorted(words: readonly string[]): {texts: readonly string[]; named: ReadonlyMap<string, string>} {
	const pairs = words.map(word => /^([A-Za-z_]\w*)\s*=(?!=)\s*([\s\S]*)$/.exec(word));
	const texts = words.filter((_, at) => !pairs[at]).flatMap(word => textOf(word) ?? []);
	return {texts, named: new Map(pairs.flatMap(pair => (pair ? [[pair[1]!, pair[2]!] as const] : [])))};
}

function textOf(word: string): string | undefined {
	const match = /^[rRuU]?(?:'([^'\\]*)'|"([^"\\]*)")$/.exec(word.trim());
	return match ? (match[1] ?? match[2]) : undefined;
}

/** The arguments of a call, from after its opening parenthesis: split at the commas that are not inside brackets or texts. */
function argumentsOf(code: string, from: number): readonly string[] {
	const words: string[] = [];
	let [start, depth] = [from, 0];
	for (let at = from; at < code.length; at++) {
		const character = code[at]!;
		if (character === '"' || character === "'") at = endOfText(code, at);
		else if ('([{'.includes(character)) depth++;
		else if (')]}'.includes(character) && depth-- === 0) {
			words.push(code.slice(start, at));
			break;
		} else if (character === ',' && depth === 0) {
			words.push(code.slice(start, at));
			start = at + 1;
		}
	}
	return words.map(word => word.trim()).filter(word => word !== '');
}

/** The same code with blanks for its comments and for texts in triple quotes, which mostly are comments too. */
function withoutComments(code: string): string {
	let result = '';
	for (let at = 0; at < code.length; at++) {
		const character = code[at]!;
		if (character === '#') {
			const end = code.indexOf('\n', at);
			result += ' '.repeat((end < 0 ? code.length : end) - at);
			at = (end < 0 ? code.length : end) - 1;
		} else if (character === '"' || character === "'") {
			const end = endOfText(code, at);
			const text = code.slice(at, end + 1);
			result += code.startsWith(character.repeat(3), at) ? ' '.repeat(text.length) : text;
			at = end;
		} else result += character;
	}
	return result;
}

/** The index of the last quote of the text that starts here; of one that is never closed, the end of the line. */
function endOfText(code: string, start: number): number {
	const quote = code[start]!;
	if (code.startsWith(quote.repeat(3), start)) {
		const end = code.indexOf(quote.repeat(3), start + 3);
		return end < 0 ? code.length - 1 : end + 2;
	}
	for (let at = start + 1; at < code.length; at++) {
		if (code[at] === '\\') at++;
		else if (code[at] === quote || code[at] === '\n') return at;
	}
	return code.length - 1;
}
