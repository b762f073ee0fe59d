import {parsePolyaxonfile} from '../polyaxonfile/document.ts';
import {renderSpecification} from '../polyaxonfile/render.ts';

/** What a command gets for a declaration whose value was typed like this; blanks count as one. Undefined when it cannot be rendered. */
export function printedValue(yaml: string): string | undefined {
	if (!known.has(yaml)) {
		if (known.size >= mostKnown) known.clear();
		known.set(yaml, print(yaml));
	}
	return known.get(yaml);
}

/** Values already printed: all declarations are checked at each key, and rendering is not free. */
const known = new Map<string, string | undefined>();
const mostKnown = 500;

/** Stands round the value, so that the whole is never a Python literal, which would be evaluated again. */
const mark = '@@';

function print(yaml: string): string | undefined {
	// What is no YAML is written as text, so that is what it is here too.
	const value = parsePolyaxonfile(`value: ${yaml}\n`).values?.value ?? (yaml === 'null' || yaml === '~' ? null : yaml);
	const {rendered} = renderSpecification({kind: 'experiment', values: {run: {cmd: `${mark}{{ value }}${mark}`}}, parameters: {value}});
	const command = rendered?.command;
	return command?.startsWith(mark) ? command.slice(mark.length, -mark.length).trim() : undefined;
}
