import {isMapping} from './print-value.ts';
import type {Report} from './rules/rule.ts';
import {fileRule, olderBuildRule} from './rules/sections.ts';
import type {Value} from './specification.ts';

/** A file of `kind: build` with its build keys at the top, where releases from 0.4.2 on have them; older ones had them under `build`. */
export function liftBuild(values: {readonly [key: string]: Value}, report: Report): {readonly [key: string]: Value} {
	if (!isMapping(values.build) || Object.keys(values).some(isNewer)) return values;
	report({
		code: 'older-shape',
		severity: 'warning',
		path: ['build'],
		message: 'Of kind build, releases from 0.4.2 on have these keys at the top.',
		hint: 'Delete "build:" and move what is under it two blanks to the left.',
	});
	const {build, ...rest} = values;
	return Object.assign(Object.create(null), build, rest);
}

/** Whether only the newer shape has a key at the top: no release took both. */
function isNewer(name: string): boolean {
	return Object.hasOwn(fileRule('build').keys, name) && !Object.hasOwn(olderBuildRule.keys, name);
}
