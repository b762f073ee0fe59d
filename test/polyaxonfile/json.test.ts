import {expect, test} from 'vitest';
import {checkPolyaxonfile} from '../../source/polyaxonfile/check-file.ts';
import {parsePolyaxonfile} from '../../source/polyaxonfile/document.ts';
import {parseJson} from '../../source/polyaxonfile/json.ts';
import {createRandom} from '../helpers/random.ts';

const check = (text: string) => checkPolyaxonfile(text, {file: 'polyaxonfile.json'});
const placesOf = (text: string) => check(text).problems.map(({code, line, column, hint}) => [code, line, column, hint]);

test('a file that is called .json is read as JSON: tabs, exponents and words are those of JSON', () => {
	const {rendered, problems} = check(
		'{\n\t"version": 1,\n\t"kind": "experiment",\n\t"declarations": {"lr": 1e-4, "one": 1.0, "big": 12345678901234567890, "b": "yes", "no": null},\n\t"run": {"cmd": "t {{ lr }} {{ one }} {{ big }} {{ b }} {{ no }} \\ud83d\\ude00"}\n}\n',
	);
	expect(problems).toEqual([]);
	expect(rendered?.command).toBe('t 0.0001 1.0 12345678901234567890 yes None 😀');
});

test('what is no JSON is marked where it stops, with what to do', () => {
	expect(placesOf('{"version": 1,\n "kind": "job",\n}')).toEqual([['not-json', 3, 1, 'Delete the comma before it.']]);
	expect(placesOf('{"version": 1\n "kind": "job"}')).toEqual([['not-json', 2, 2, 'A comma or a colon is missing before it.']]);
	expect(placesOf("{'version': 1}")).toEqual([['not-json', 1, 2, 'Text has double quotes in JSON.']]);
	expect(placesOf('# a\n{}')).toEqual([['not-json', 1, 1, 'JSON has no comments. Delete it, or call the file .yml.']]);
	expect(placesOf('{"version": 1')[0]?.slice(0, 1)).toEqual(['not-json']);
	expect(placesOf('')[0]?.[0]).toBe('empty-file');
});

test('problems of JSON files are marked at their values as those of YAML files are', () => {
	expect(placesOf('{"version": 1, "kind": "experiment",\n "run": {"cmd": 3}}').map(place => place.slice(0, 3))).toEqual([['wrong-type', 2, 17]]);
});

test('a text is JSON here exactly when it is for JSON.parse', () => {
	const random = createRandom(22);
	const parts = ['{', '}', '[', ']', ',', ':', '"a"', '1', '-0.5e3', '01', 'true', 'nul', ' ', '\n', "'x'", '"\\u12"', '"\t"'];
	for (let index = 0; index < 4000; index++) {
		const text = `${random.pick(['', '{"a":', '[', '[1,{"b":[]},'])}${Array.from({length: 1 + random.below(6)}, () => random.pick(parts)).join('')}`;
		if (text.trim() !== '') expect('root' in parseJson(text), text).toBe(isJson(text));
	}
});

test('what Python takes for JSON and JavaScript does not is read, and what it refuses is not', () => {
	const {values, problems} = parsePolyaxonfile('{"a": NaN, "b": [Infinity, -Infinity], "a": 1, "c": {}, "d": "\\ud83d\\ude00"}', 'a.json');
	expect(values).toEqual({a: 1, b: [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], c: {}, d: '😀'});
	expect(problems.map(({code, column}) => [code, column])).toEqual([['duplicate-key', 40]]);
	expect(placesOf('\ufeff{}')).toEqual([['not-json', 1, 1, 'Save it as UTF-8 without one, or call the file .yml.']]);
	expect(placesOf('{"a": "\udce9"}')[0]?.slice(0, 3)).toEqual(['not-utf-8', 1, 8]);
});

test('brackets thousands deep end in one problem, and a text of a million characters is read', () => {
	for (const open of ['[', '{"a":']) expect(placesOf(open.repeat(20_000)).map(([code]) => code)).toEqual(['too-deep']);
	const text = '\\n'.repeat(1_000_000);
	expect(String(parsePolyaxonfile(`{"a": "${text}"}`, 'a.json').values?.a).length).toBe(1_000_000);
});

test('what stands at a path is found where it is written', () => {
	const {find} = parsePolyaxonfile('{"run": {"cmd": ["a", 1.0]}}', 'a.json');
	const ranges = [['run'], ['run', 'cmd'], ['run', 'cmd', 1]].map(path => [find(path)?.key?.range, find(path)?.value?.range]);
	expect(ranges).toEqual([
		[
			[1, 6, 6],
			[8, 27, 27],
		],
		[
			[9, 14, 14],
			[16, 26, 26],
		],
		[undefined, [22, 25, 25]],
	]);
});

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
