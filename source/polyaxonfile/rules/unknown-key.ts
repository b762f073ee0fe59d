import {meantHint} from '../names.ts';
import {isMapping} from '../print-value.ts';
import type {Problem} from '../problem.ts';
import type {Value} from '../specification.ts';
import type {Checking} from './check-scalars.ts';
import type {Report, SectionRule, Stranger} from './rule.ts';

/** A key that a section has no rule for, and those that it has rules for. */
type Unknown = {readonly name: string; readonly value: Value; readonly path: Problem['path']; readonly known: readonly string[]};

/** Says that a section has no such key, and what may be meant. */
export function reportUnknown({strangers, newer}: SectionRule, {name, value, path, known}: Unknown, {report, isNewer}: Checking): void {
	const stranger = (isNewer ? find(newer, name) : undefined) ?? find(strangers, name);
	if (stranger) reportStranger(stranger, value, path, report);
	else
		report({
			code: 'unknown-key',
			path,
			message: `There is no key "${name}"${placeOf(path)}.`,
			hint: meantHint(name, known, words => `Known keys: ${words}.`),
		});
}

function reportStranger({under, ...said}: Stranger, value: Value, path: Problem['path'], report: Report): void {
	report({path, ...said});
	if (!under || !isMapping(value)) return;
	for (const [name, inner] of Object.entries(value)) {
		const stranger = find(under, name);
		if (stranger) reportStranger(stranger, inner, [...path, name], report);
	}
}

function find(strangers: Readonly<Record<string, Stranger>> | undefined, name: string): Stranger | undefined {
	return strangers && Object.hasOwn(strangers, name) ? strangers[name] : undefined;
}

/** ` under environment.resources`; nothing at the top. */
export function placeOf(path: Problem['path']): string {
	return path.length > 1 ? ` under ${path.slice(0, -1).join('.')}` : '';
}
