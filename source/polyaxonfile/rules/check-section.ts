import {nearest} from '../names.ts';
import type {Problem} from '../problem.ts';
import type {Value} from '../specification.ts';
import {checkAny} from './check.ts';
import {checkAcross} from './check-across.ts';
import type {Checking} from './check-scalars.ts';
import {choicesOf, type KnownChoice} from './choices.ts';
import {isFilled} from './filled.ts';
import type {Key, SectionRule} from './rule.ts';
import {placeOf, reportUnknown} from './unknown-key.ts';
import {isNewerVersion} from './version.ts';

type Values = {readonly [key: string]: Value};
type Paths = Array<Problem['path']>;

/** What the keys mean under the names of the section; those that are right also when others are wrong. */
export function checkSection(rule: SectionRule, values: Values, path: Problem['path'], given: Checking): unknown {
	const {names: known, needed, choices} = keysOf(rule);
	const read: Record<string, unknown> = {};
	const wrong: Paths = [];
	const checking = collecting(path.length === 0 ? {...given, isNewer: isNewerVersion(values.version)} : given, wrong);
	for (const [written, value] of Object.entries(values)) {
		const found = known.get(written);
		if (!found) {
			reportUnknown(rule, {name: written, value, path: [...path, written], known: [...known.keys()]}, checking);
			continue;
		}
		const {name, key} = found;
		if (value === null && !key.isNeverNull && !key.isNeeded) continue;
		const means = checkKey(key, written, value, path, checking, wrong);
		// Of two names for one thing the one that has something counts
		if (!(name in read) || isFilled(key.rule, value)) read[name] = means;
	}
	const slips = slipsOf(values, known);
	for (const [name, key] of needed) {
		if (!slips.has(name) && values[name] === undefined && (key.otherName === undefined || values[key.otherName] === undefined))
			checking.report({
				code: 'missing-key',
				path,
				message: `"${name}" is missing${placeOf([...path, name])}.`,
				hint: key.example ?? `${key.description} Write it: "${name}: …".`,
			});
	}
	for (const {members, none} of choices) for (const [name, member] of none ? members : []) if (!isFilled(member.rule, values[name])) delete read[name];
	checkAcross(rule, choices, {read, written: values, path, report: checking.report}, {wrong, slips});
	return read;
}

/** The keys that are likely meant by unknown ones: whoever wrote "imgae" is told of that, not of what is missing for it. */
function slipsOf(values: Values, known: Known['names']): ReadonlySet<string> {
	const unknown = Object.keys(values).filter(name => !known.has(name));
	return unknown.length === 0 ? none : new Set(unknown.flatMap(name => nearest(name, known.keys()) ?? []));
}

const none: ReadonlySet<string> = new Set();

/** The same checking, which also notes where errors are. */
function collecting(checking: Checking, wrong: Paths): Checking {
	const report: Checking['report'] = problem => {
		if (problem.severity !== 'warning') wrong.push(problem.path);
		checking.report(problem);
	};
	return {...checking, report};
}

function checkKey(key: Key, written: string, value: Value, path: Problem['path'], checking: Checking, wrong: Paths): unknown {
	const sections = path.length === 0 ? checking.sections : undefined;
	const before = sections?.get(written);
	if (before?.value === value) {
		wrong.push(...(before.wrong ?? []));
		return before.read;
	}
	const place = [...path, written];
	if (key.unused && value !== null && !checking.isRendered)
		checking.report({
			code: 'not-used-here',
			severity: 'warning',
			path: place,
			message: `"${written}" has no effect: ${key.unused}.`,
			hint: key.instead ?? 'Delete it, or leave it for the platform.',
		});
	const already = wrong.length;
	const own = key.isPlain || key.hasOperators ? {...checking, isPlain: key.isPlain, hasOperators: key.hasOperators} : checking;
	const read = checkAny(key.rule, value, place, own);
	if (key.empty !== undefined && (Array.isArray(value) || typeof value === 'object') && !isFilled(key.rule, value))
		checking.report({code: 'missing-key', path: place, ...key.empty});
	sections?.set(written, {value, read, wrong: wrong.slice(already)});
	return read;
}

type Known = {
	readonly names: ReadonlyMap<string, {readonly name: string; readonly key: Key}>;
	readonly needed: ReadonlyArray<readonly [name: string, key: Key]>;
	readonly choices: readonly KnownChoice[];
};

/** Rules never change, and every section of every file asks. */
const knownOf = new WeakMap<SectionRule, Known>();

function keysOf(rule: SectionRule): Known {
	const known = knownOf.get(rule) ?? readKeys(rule);
	knownOf.set(rule, known);
	return known;
}

function readKeys(rule: SectionRule): Known {
	const entries = Object.entries<Key>(rule.keys);
	const names = entries.flatMap(([name, key]) => [name, ...(key.otherName === undefined ? [] : [key.otherName])].map(each => [each, {name, key}] as const));
	return {names: new Map(names), needed: entries.filter(([, key]) => key.isNeeded), choices: choicesOf(rule)};
}
