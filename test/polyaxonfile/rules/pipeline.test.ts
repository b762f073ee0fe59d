import {expect, test} from 'vitest';
import {circleIn} from '../../../source/polyaxonfile/rules/circle.ts';
import {checkText} from '../../helpers/check-text.ts';

const head = 'version: 1\nkind: pipeline\n';
const templates = 'templates: [{kind: job, name: a, build: {image: a}, run: {cmd: x}}]\n';
const op = (name: string, ...dependencies: readonly string[]) => `{name: ${name}, template: {name: a}, dependencies: [${dependencies.join(', ')}]}`;
const pipeline = (...ops: readonly string[]) => `${head}${templates}ops:\n${ops.map(each => `  - ${each}\n`).join('')}`;

/** `code line:column message → hint` of each problem that is no warning of a kind. */
function said(text: string): readonly string[] {
	return checkText(text).problems.map(({code, line, column, message, hint}) => `${code} ${line}:${column} ${message} → ${hint}`);
}

test.each<[string, readonly string[]]>([
	[pipeline(op('b'), op('c', 'b')), []],
	[pipeline(op('b', 'd'), op('c', 'b'), op('d', 'c')), ['circle 5:5 The ops b, c, d wait for each other. → Take one of their dependencies away.']],
	// What comes after a circle is no part of it
	[pipeline(op('z', 'b'), op('b', 'c'), op('c', 'b')), ['circle 6:5 The ops b, c wait for each other. → Take one of their dependencies away.']],
	[pipeline(op('b', 'b')), ['circle 5:5 The op b waits for itself. → Take one of their dependencies away.']],
	[pipeline(op('b'), op('b')), ['duplicate-name 6:12 Another entry of ops is called b too. → Give it another name.']],
	[
		`${head}templates: [{kind: job, name: a, build: {image: a}, run: {cmd: x}}, {kind: build, name: a, image: a}]\nops: [${op('b')}]\n`,
		['duplicate-name 3:89 Another entry of templates is called a too. → Give it another name.'],
	],
	[pipeline(op('train'), op('c', 'trian')), ['unknown-op 6:51 There is no op "trian". → Did you mean train?']],
	[pipeline(op('b'), op('c', 'foo')), ['unknown-op 6:51 There is no op "foo". → The ops are: b, c.']],
	[pipeline('{name: b, template: {name: x}}'), ['unknown-template 5:32 There is no template "x". → The templates are: a.']],
	[pipeline('{name: b}'), ['unknown-template 5:5 The op b names no template of this file. → Write "template: {name: …}". The templates are: a.']],
	[pipeline('{template: {name: a}}'), ['missing-key 5:5 "name" is missing under ops.0. → Write one: "name: …".']],
	// What follows from something wrong is not said
	[pipeline('{name: 3, template: {name: a}}', op('c', 'b')), ['wrong-type 5:12 name must be text, not the number 3. → Put it in quotes.']],
	[
		pipeline('{name: b, template: 3}'),
		[
			'wrong-type 5:25 template must be keys with values (name, url, path, action, …), not the number 3. → Write it on lines of their own, two blanks further in: "name: …".',
		],
	],
	[
		`${head}templates: [{kind: job, nmae: x, build: {image: a}, run: {cmd: x}}]\nops: [{name: b, template: {name: x}}]\n`,
		['unknown-key 3:25 There is no key "nmae" under templates.0. → Did you mean name?'],
	],
	[
		`${head}templates: []\nops: []\n`,
		[
			'missing-key 3:1 The pipeline has no templates, so its ops have nothing to run. → Write them under "templates:".',
			'missing-key 4:1 The pipeline has no ops. → Write them under "ops:".',
		],
	],
	[`${head}${templates}`, ['missing-key 1:1 "ops" is missing. → Write "ops:", and on the next line "  - {name: train, template: {name: …}}".']],
])('%j', (text, problems) => {
	expect(said(text)).toEqual(problems);
});

test('the parameters of an op are the inputs of its template', () => {
	const typed = `${head}templates: [{kind: job, name: a, inputs: [{name: x, type: int}], outputs: [{name: y, type: float, is_optional: true}], build: {image: a}, run: {cmd: x}}]\n`;
	const withOps = (ops: string) => said(`${typed}ops: [${ops}]\n`).map(line => line.split(' →')[0]);
	expect(withOps('{name: b, template: {name: a}, params: {x: 1}}')).toEqual([]);
	// A parameter that names what another op gives makes it wait for that
	expect(
		withOps('{name: b, template: {name: a}, params: {x: "{{ ops.c.outputs.y }}"}}, {name: c, template: {name: a}, params: {x: 1}, dependencies: [b]}'),
	).toContain('circle 4:7 The ops b, c wait for each other.');
	expect(withOps('{name: b, template: {name: a}}')).toHaveLength(1);
	expect(withOps('{name: b, template: {name: a}, params: {x: 1, z: 1}}')).toEqual([
		'unexpected-parameter 4:56 "z" is none of the inputs and outputs of the file.',
	]);
	expect(withOps('{name: b, template: {name: a}, params: {x: 1}}, {name: c, template: {name: a}, params: {x: "{{ ops.b.outputs.y }}"}}')).toHaveLength(1);
	expect(withOps('{name: b, template: {name: a}, params: {x: 1}}, {name: c, template: {name: a}, params: {x: "{{ ops.b.outputs.z }}"}}')).toHaveLength(1);
});

test('a circle is found in the time that its length takes', () => {
	const chain = (length: number, first: readonly string[]) =>
		new Map(Array.from({length}, (_, at) => [`o${at}`, {name: `o${at}`, before: new Map((at === 0 ? first : [`o${at - 1}`]).map(name => [name, at]))}]));
	const start = performance.now();
	expect(circleIn(chain(100_000, []))).toEqual([]);
	expect(circleIn(chain(100_000, ['o99999'])).map(({name}) => name)).toHaveLength(100_000);
	expect(performance.now() - start).toBeLessThan(10_000);
	expect(circleIn(chain(4, ['o2'])).map(({name}) => name)).toEqual(['o0', 'o1', 'o2']);
	expect(circleIn(chain(3, ['gone']))).toEqual([]);
});
