import {type Missing, TemplateError} from './values.ts';

/** What a name without a value gives. */
export function missingOf(name: string, {start, end}: {readonly start: number; readonly end: number}): Missing {
	return {type: 'missing', name, message: `"${name}" is not declared`, start, end};
}

/** The error of using something that is not there. */
export function missingError({message, hint, name, start, end}: Missing): TemplateError {
	const place = end < 0 ? [] : ([start, end] as const);
	const error = new TemplateError(`${message}.`, place[0], place[1], hint ?? 'Declare it, or give it a value with "| default(…)".');
	error.undeclared = name;
	return error;
}
