import {Numeral} from '../numeral.ts';
import {isMapping, printValue} from '../print-value.ts';
import type {Value} from '../specification.ts';
import type {OwnRule, Report} from './rule.ts';

/** The version that is read here. The platform compares the number, so `1.0` will do and `"1"` will not. */
const version = 1;

/** The key of that name; `checkVersion` has said what is wrong with it. */
export const versionRule: OwnRule<Value> = {type: 'own', read: value => value, schema: {const: version}};

/** Whether a file says that it is of a newer version, as a number or as text. */
export function isNewerVersion(given: Value | undefined): boolean {
	return (typeof given === 'number' || typeof given === 'string' || given instanceof Numeral) && Number(given) > version;
}

/** Whether the file is of `version: 1`; reports why not. */
export function checkVersion(values: {readonly [key: string]: Value}, report: Report): void {
	const path = ['version'];
	const given = values.version;
	if (given === undefined || given === null) {
		report({
			code: 'missing-version',
			path: given === null ? path : [],
			message: 'The file does not say its version.',
			hint: `Write "version: ${version}" on the first line.`,
		});
		return;
	}
	const number = typeof given === 'number' || given instanceof Numeral ? Number(given) : undefined;
	if (number === version) return;
	if (number === undefined) {
		const isQuoted = printValue(given).trim() === String(version);
		report({
			code: 'wrong-type',
			path,
			message: `The version must be the number ${version}, not ${isMapping(given) ? 'keys with values' : `"${printValue(given)}"`}.`,
			hint: isQuoted ? `Leave the quotes away: "version: ${version}".` : `Write "version: ${version}".`,
		});
		return;
	}
	const isNewer = number === 1.1 || number === 1.05;
	report({
		code: 'unsupported-version',
		path,
		message: isNewer
			? 'This is a file for Polyaxon 1.x and 2.x (version 1.1), which has another shape.'
			: `There is no version ${printValue(given)} of the polyaxonfile that can be read here.`,
		hint: isNewer
			? `Start a file with "version: ${version}", and write kind, build and run in it; each newer key below says what version 1 calls it.`
			: `Write "version: ${version}".`,
	});
}
