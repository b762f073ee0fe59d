import {nearest} from '../names.ts';
import type {Problem} from '../problem.ts';
import type {Report, SectionRule} from './rule.ts';

/** Says that a section has no such key, and what may be meant. */
export function reportUnknown(rule: SectionRule, name: string, path: Problem['path'], known: readonly string[], report: Report): void {
	const stranger = rule.strangers && Object.hasOwn(rule.strangers, name) ? rule.strangers[name] : undefined;
	if (stranger) {
		report({path, ...stranger});
		return;
	}
	const near = nearest(name, known);
	report({
		code: 'unknown-key',
		path,
		message: `There is no key "${name}"${placeOf(path)}.`,
		hint: near ? `Did you mean ${near}?` : `Known keys: ${known.join(', ')}.`,
	});
}

/** ` under environment.resources`; nothing at the top. */
export function placeOf(path: Problem['path']): string {
	return path.length > 1 ? ` under ${path.slice(0, -1).join('.')}` : '';
}
