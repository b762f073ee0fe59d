import {Numeral} from './numeral.ts';
import {isList, isMapping} from './print-value.ts';
import type {Value} from './specification.ts';

/** The types of inputs and outputs (rhea `types.py`). */
export const valueTypes = [
	'int',
	'float',
	'bool',
	'str',
	'dict',
	'dict_of_dicts',
	'uri',
	'auth',
	'list',
	'gcs_path',
	's3_path',
	'azure_path',
	'path',
	'metric',
	'metadata',
] as const;

type Type = {
	/** Stands in a sentence after "must be". */
	readonly name: string;
	/** Whether text can be turned into it. */
	readonly takes: (text: string) => boolean;
	/** Whether a value that is no text is it already. */
	readonly is: (value: Value) => boolean;
};

const isWhole = (value: Value) =>
	typeof value === 'boolean' || (typeof value === 'number' ? Number.isInteger(value) : value instanceof Numeral && !value.isFloat);
const isFloat = (value: Value) => (typeof value === 'number' ? !Number.isInteger(value) : value instanceof Numeral && value.isFloat);
const never = () => false;

const float: Type = {name: 'a number with a point', takes: text => /^\s*[-+]?((\d+\.?\d*|\.\d+)(e[-+]?\d+)?|inf(inity)?|nan)\s*$/i.test(text), is: isFloat};
const text: Type = {name: 'text', takes: () => true, is: never};
const dict: Type = {name: 'keys with values', takes: json => isMapping(parsed(json)), is: isMapping};
const path = (name: string, pattern: RegExp): Type => ({name, takes: each => pattern.test(each), is: never});

const types: Readonly<Record<string, Type>> = {
	int: {name: 'a whole number', takes: each => /^\s*[-+]?\d+(_\d+)*\s*$/.test(each), is: isWhole},
	float,
	metric: float,
	bool: {name: 'true or false', takes: word => /^(y|yes|t|true|on|1|n|no|f|false|off|0)$/i.test(word), is: value => typeof value === 'boolean'},
	str: text,
	path: text,
	dict,
	metadata: dict,
	dict_of_dicts: {name: 'keys with keys and values', takes: json => isDictOfDicts(parsed(json)), is: isDictOfDicts},
	list: {name: 'a list, or text with commas', takes: () => true, is: isList},
	uri: path('user:password@host', /^[^@:]*:[^@:]*@[^@]*$/),
	auth: path('user:password', /^[^:]*:[^:]*$/),
	gcs_path: path('a path such as gs://bucket/name', /^gs:\/\/[^/]+/i),
	s3_path: path('a path such as s3://bucket/name', /^[a-z][a-z0-9+.-]*:\/\/[^/]+/i),
	azure_path: path('a path such as wasbs://container@account.blob.core.windows.net/name', /^wasbs:\/\/[^@/]+@[^./]+\.blob\.core\.windows\.net/i),
};

/** What a value should be, as it stands after "must be", when it is not of the type; undefined when it is. The platform turned text into the type, and took no whole number for a float. */
export function typeProblem(type: string, value: Value, {isList: wantsList}: {readonly isList: boolean}): string | undefined {
	const wanted = types[type];
	if (!wanted) return undefined;
	if (!wantsList || type === 'list' || type === 'dict_of_dicts') return isOf(wanted, value) ? undefined : wanted.name;
	const items = typeof value === 'string' ? parsed(value) : value;
	return items !== undefined && isList(items) && items.every(item => isOf(wanted, item)) ? undefined : `a list, each entry ${wanted.name}`;
}

function isOf(type: Type, value: Value): boolean {
	return typeof value === 'string' ? type.takes(value) : type.is(value);
}

function isDictOfDicts(value: Value | undefined): boolean {
	return isMapping(value) && Object.values(value).every(isMapping);
}

function parsed(json: string): Value | undefined {
	try {
		return JSON.parse(json) as Value;
	} catch {
		return undefined;
	}
}
