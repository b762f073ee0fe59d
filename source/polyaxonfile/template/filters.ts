import {htmlFilters} from './filters/html.ts';
import {jsonFilters} from './filters/json.ts';
import {numberFilters} from './filters/numbers.ts';
import {prettyFilters} from './filters/pretty.ts';
import {selectionFilters} from './filters/selections.ts';
import {sequenceFilters} from './filters/sequences.ts';
import {sortingFilters} from './filters/sorting.ts';
import {textFilters} from './filters/texts.ts';
import {wrapFilters} from './filters/wrap.ts';
import type {Filter} from './python/tools.ts';
import {isMissing, truthOf} from './python/values.ts';

const otherwise: Filter = {
	parameters: ['default_value?', 'boolean?'],
	run: (value, [given = '', boolean = false]) => (isMissing(value) || (truthOf(boolean) && !truthOf(value)) ? given : value),
};

/** Jinja2's own filters. */
export const filters: Readonly<Record<string, Filter>> = {
	default: otherwise,
	d: otherwise,
	...textFilters,
	...numberFilters,
	...sequenceFilters,
	...sortingFilters,
	...selectionFilters,
	...jsonFilters,
	...prettyFilters,
	...wrapFilters,
	...htmlFilters,
};
