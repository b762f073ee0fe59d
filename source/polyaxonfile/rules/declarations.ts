import {checkDeclarationName} from '../names.ts';
import {isMapping} from '../print-value.ts';
import type {Problem} from '../problem.ts';
import type {Value} from '../specification.ts';
import type {Key, OwnRule, Report} from './rule.ts';

const mapping: OwnRule<Readonly<Record<string, Value>>> = {type: 'own', read: readDeclarations, schema: {type: 'object'}};

/** `declarations`, later `params`: the names that templates may use. */
export const declarations = {
	rule: mapping,
	otherName: 'params',
	description: 'Names and values that {{ }} can use.',
	kinds: ['experiment', 'group', 'job'],
} as const satisfies Key;

function readDeclarations(value: Value, path: Problem['path'], report: Report): Readonly<Record<string, Value>> | undefined {
	if (!isMapping(value)) {
		report({code: 'wrong-type', path, message: 'Declarations must be names with values.', hint: 'Write each on a line of its own, two blanks in: "lr: 0.1".'});
		return undefined;
	}
	for (const name of Object.keys(value)) {
		const wrong = checkDeclarationName(name);
		// The platform takes such names, and its templates cannot reach them. A name that is a number or a literal stops its renderer.
		const severity = isLiteral(name) || name === 'self' ? 'error' : 'warning';
		const end = wrong?.indexOf('. ') ?? -1;
		if (wrong) report({code: 'bad-declaration-name', severity, path: [...path, name], message: wrong.slice(0, end + 1), hint: wrong.slice(end + 2)});
	}
	return value;
}

function isLiteral(name: string): boolean {
	return /^-?[\d.]+(e[-+]?\d+)?$/i.test(name) || /^(True|False|None)$/.test(name);
}
