import {whyNoDeclarationName} from '../names.ts';
import {isList, isMapping, printValue} from '../print-value.ts';
import type {Problem} from '../problem.ts';
import type {Value} from '../specification.ts';
import type {Key, OwnRule, Report} from './rule.ts';

const mapping: OwnRule<Readonly<Record<string, Value>>> = {type: 'own', read: readDeclarations, schema: {anyOf: [{type: 'object'}, {enum: ['', []]}]}};

/** `declarations`, later `params`: the names that templates may use. */
export const declarations = {
	rule: mapping,
	otherName: 'params',
	description: 'Names and values that {{ }} can use.',
	kinds: ['experiment', 'group', 'job'],
	isPlain: true,
} as const satisfies Key;

function readDeclarations(value: Value, path: Problem['path'], report: Report): Readonly<Record<string, Value>> | undefined {
	if (value === '' || (isList(value) && value.length === 0)) return {};
	if (!isMapping(value)) {
		report({code: 'wrong-type', path, message: 'Declarations must be names with values.', hint: 'Write each on a line of its own, two blanks in: "lr: 0.1".'});
		return undefined;
	}
	for (const [name, inner] of Object.entries(value)) {
		const wrong = whyNoDeclarationName(name);
		// The platform takes such names, and its templates cannot reach them. A name that is a number or a literal stops its renderer.
		const severity = isLiteral(name) || name === 'self' ? 'error' : 'warning';
		if (wrong) report({code: 'bad-declaration-name', severity, path: [...path, name], ...wrong});
		const newer = isMapping(inner) && Object.keys(inner).length === 1 ? inner.value : undefined;
		if (newer !== undefined)
			report({
				code: 'v11-key',
				severity: 'warning',
				path: [...path, name, 'value'],
				message: `"value" is a key of version 1.1 files; here {{ ${name} }} becomes ${printValue(inner)}.`,
				hint: `Version 1 writes the value itself: "${name}: ${isList(newer) || isMapping(newer) ? '…' : printValue(newer)}".`,
			});
	}
	return value;
}

function isLiteral(name: string): boolean {
	return /^-?[\d.]+(e[-+]?\d+)?$/i.test(name) || /^(True|False|None)$/.test(name);
}
