import {Numeral} from '../numeral.ts';
import {isMapping, printValue} from '../print-value.ts';
import type {Value} from '../specification.ts';
import type {Report} from './rule.ts';

/** Whether the file is of `version: 1`; reports why not. The platform compares the number, so `1.0` will do and `"1"` will not. */
export function checkVersion(values: {readonly [key: string]: Value}, report: Report): void {
	const path = ['version'];
	const {version} = values;
	if (version === undefined || version === null) {
		report({
			code: 'missing-version',
			path: version === null ? path : [],
			message: 'The file does not say its version.',
			hint: 'Write "version: 1" on the first line.',
		});
		return;
	}
	const number = typeof version === 'number' || version instanceof Numeral ? Number(version) : undefined;
	if (number === 1) return;
	if (number === undefined) {
		const hint = printValue(version).trim() === '1' ? 'Leave the quotes away: "version: 1".' : 'Write "version: 1".';
		report({
			code: 'wrong-type',
			path,
			message: `The version must be the number 1, not ${isMapping(version) ? 'keys with values' : `"${printValue(version)}"`}.`,
			hint,
		});
		return;
	}
	const isNewer = number === 1.1 || number === 1.05;
	const message = isNewer
		? 'This is a file for Polyaxon 1.x and 2.x (version 1.1), which has another shape.'
		: `There is no version ${printValue(version)} of the polyaxonfile that can be read here.`;
	report({
		code: 'unsupported-version',
		path,
		message,
		hint: isNewer
			? 'Start a file with "version: 1", and write kind, build and run in it; each newer key below says what version 1 calls it.'
			: 'Write "version: 1".',
	});
}
