import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {parse} from 'yaml';
import {combinationsOf, countOf} from '../../../source/polyaxonfile/matrix/combinations.ts';
import type {MatrixOption, Numbers} from '../../../source/polyaxonfile/matrix/matrix-option.ts';
import {printValue} from '../../../source/polyaxonfile/print-value.ts';
import type {Value} from '../../../source/polyaxonfile/specification.ts';
import {decodeNumber} from './oracle.ts';

const [, ...rows] = readFileSync(new URL('../../fixtures/matrix/CASES.tsv', import.meta.url), 'utf8')
	.trim()
	.split('\n');

test('a grid has the runs that the real parser makes of it', () => {
	for (const [written = '', space, commands = ''] of rows.map(row => row.split('\t'))) {
		// In the last row a parameter of the same name hides the values.
		if (commands.includes('--x=9')) continue;
		const matrix = [['x', optionOf(parse(written))] as const];
		const runs = [...combinationsOf(matrix, {type: 'grid'})].map(run => `t --x=${printValue(valueAsRendered(run.get('x') ?? null))}`);
		expect([written, countOf(matrix, {type: 'grid'}), runs]).toEqual([written, Number(space), commandsOf(commands)]);
	}
});

function optionOf(written: Readonly<Record<string, Value | string>>): MatrixOption {
	const [[type, content] = ['values', []]] = Object.entries(written);
	if (type === 'values') return {type, values: content as readonly Value[]};
	const numbers = typeof content === 'string' ? content.split(':').map(decodeNumber) : (content as Numbers);
	return {type, numbers} as MatrixOption;
}

/** Rendering turns text that is a number into one. */
function valueAsRendered(value: Value): Value {
	return typeof value === 'string' && /^[\d.e-]+$/.test(value) ? decodeNumber(value) : value;
}

/** What Python prints of a list of texts without quotes in them. */
function commandsOf(text: string): readonly string[] {
	return text.slice(2, -2).split("', '");
}
