import {UserError} from '../user-error.ts';

/** `-P name=value` flags as a table; the last one of a name counts. Throws a UserError that names every flag without a `=`. */
export function parseOverrides(params: readonly string[] = []): Readonly<Record<string, string>> {
	const wrong = params.filter(text => text.indexOf('=') < 1);
	if (wrong.length > 0)
		throw new UserError(`-P ${wrong.join(' and -P ')}: ${wrong.every(text => text.startsWith('=')) ? 'no name' : 'no value'}. Write -P name=value.`);
	return Object.fromEntries(params.map(text => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]));
}
