import {filters} from './filters.ts';
import {missingError} from './python/missing.ts';
import {printPython} from './python/print.ts';
import {bind, type Tools} from './python/tools.ts';
import {isDict, isFunction, isMissing, isSpace, type Parameters, type Python, textIn, typeName, wrong} from './python/values.ts';
import {tests} from './tests.ts';

/** Calls a function, method or macro. */
export function callValue(value: Python, parameters: Parameters): Python {
	if (isMissing(value)) throw missingError(value);
	if (isFunction(value)) return value.call(parameters);
	if (isSpace(value) && value.call) return value.call(parameters);
	throw wrong(`${typeName(value)} cannot be called.`, 'Take the brackets after it away.');
}

/** Adds what stands after `**` to the named values of a call. */
export function addNamed(named: Map<string, Python>, more: Python): void {
	if (!isDict(more)) throw wrong(`After "**" stands a dict, not ${typeName(more)}.`, 'Write the values with their names: name=value.');
	for (const [key, value] of more.entries.values()) {
		const name = textIn(key);
		if (name === undefined) throw wrong(`${printPython(key)} is no name of a parameter.`, 'The keys after "**" must be text.');
		if (named.has(name)) throw wrong(`"${name}" is given twice.`, 'Keep one of them.');
		named.set(name, value);
	}
}

/** Long texts are work for every filter, test and method. */
function spendOn(value: Python, {spend}: Tools): void {
	const text = textIn(value);
	if (text !== undefined && text.length > 100) spend(text.length / 20);
}

/** Applies a filter by name. */
export function callFilter(name: string, value: Python, parameters: Parameters, tools: Tools): Python {
	const filter = Object.hasOwn(filters, name) ? filters[name] : undefined;
	if (!filter) throw wrong(`There is no filter "${name}".`, 'Write the name of one, such as "upper".');
	spendOn(value, tools);
	return filter.run(value, bind(`The filter "${name}"`, filter.parameters, parameters), tools, parameters);
}

/** Applies a test by name. */
export function callTest(name: string, value: Python, parameters: Parameters, tools: Tools): boolean {
	const test = Object.hasOwn(tests, name) ? tests[name] : undefined;
	if (!test) throw wrong(`There is no test "${name}".`, 'Write the name of one, such as "odd".');
	spendOn(value, tools);
	return test.run(value, bind(`The test "${name}"`, test.parameters, parameters), tools);
}
