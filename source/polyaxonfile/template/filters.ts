import {jsonFilters} from './filters/json.ts';
import {numberFilters} from './filters/numbers.ts';
import {sequenceFilters} from './filters/sequences.ts';
import {textFilters} from './filters/texts.ts';
import type {Filter} from './tools.ts';
import {isMissing, truthOf} from './values.ts';

const otherwise: Filter = {
	parameters: ['default_value', 'boolean'],
	run: (value, [given = '', boolean = false]) => (isMissing(value) || (truthOf(boolean) && !truthOf(value)) ? given : value),
};

/** Jinja2's own filters, without the ones that are about HTML pages or chance. */
export const filters: Readonly<Record<string, Filter>> = {
	default: otherwise,
	d: otherwise,
	...textFilters,
	...numberFilters,
	...sequenceFilters,
	...jsonFilters,
};
