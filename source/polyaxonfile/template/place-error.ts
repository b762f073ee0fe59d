import {TemplateError} from './python/values.ts';

type Place = {readonly start: number; readonly end: number};

/** Gives an error without a place the one of what was being done. */
export function placed<T>(place: Place, run: () => T): T {
	try {
		return run();
	} catch (error) {
		throw withPlace(error, place);
	}
}

/** The error with a place, where it is one of a template and has none. */
export function withPlace(error: unknown, {start, end}: Place): unknown {
	if (!(error instanceof TemplateError) || error.start !== undefined) return error;
	const {reach, undeclared} = error;
	return Object.assign(new TemplateError(error.message, start, end, error.hint), {reach, undeclared});
}
