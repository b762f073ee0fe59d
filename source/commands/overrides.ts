import {UserError} from '../user-error.ts';

/** `-P name=value` flags as a table. Throws a UserError that names every flag without a `=`, and a name that comes twice, as the platform's command line did. */
export function parseOverrides(params: readonly string[] = []): Readonly<Record<string, string>> {
	const wrong = params.filter(text => text.indexOf('=') < 1);
	if (wrong.length > 0)
		throw new UserError(`-P ${wrong.join(' and -P ')}: ${wrong.every(text => text.startsWith('=')) ? 'no name' : 'no value'}. Write -P name=value.`);
	const pairs = params.map(text => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)] as const);
	const [twice] = pairs.find(([name], index) => pairs.findIndex(each => each[0] === name) < index) ?? [];
	if (twice !== undefined) throw new UserError(`-P ${twice} is given twice. Keep one of them.`);
	return Object.fromEntries(pairs);
}
