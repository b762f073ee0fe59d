import {splitLines} from './template/python/python-text.ts';
import {createBudget, type Spend} from './template/python/tools.ts';
import {type Python, TemplateError} from './template/python/values.ts';
import {type Output, runTemplate} from './template/run-template.ts';
import {parseTemplate} from './template/syntax/parse-template.ts';

/**
 * Renders a text as Jinja2 2.10 does with its default settings. Throws a TemplateError for what Jinja2 raises, and when the work of one
 * text goes beyond its budget; `spend` shares a budget between several texts.
 */
export function renderTemplate(text: string, names: ReadonlyMap<string, Python>, spend: Spend = createBudget()): Output {
	const output = inspectTemplate(text, names, spend);
	const [error] = output.errors;
	if (error) throw error;
	return output;
}

/** As `renderTemplate`, with all that is wrong instead of the first of it thrown. */
export function inspectTemplate(text: string, names: ReadonlyMap<string, Python>, spend: Spend): Output {
	// Jinja2 drops one line end at the end of a template, and writes the others as \n.
	const template = /[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/.test(text) ? splitLines(text).join('\n') : text;
	if (!/\{[{%#]/.test(template)) return {text: template, missing: [], remarks: [], errors: []};
	try {
		return runTemplate(parseTemplate(template), names, spend);
	} catch (error) {
		// The stack, the longest text and the largest number of JavaScript are the last bounds
		if (!(error instanceof RangeError)) throw error;
		const tooMuch = new TemplateError('The template does too much.', 0, template.length, 'Put what it computes into a script.');
		return {text: '', missing: [], remarks: [], errors: [tooMuch]};
	}
}
