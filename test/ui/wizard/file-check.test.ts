import {expect, test} from 'vitest';
import {symbolsFor} from '../../../source/terminal/symbols.ts';
import {checkFile, verdictOf} from '../../../source/ui/wizard/file-check.ts';
import {previewLinesOf} from '../../../source/ui/wizard/preview-lines.ts';
import {previewRowsOf, topOf} from '../../../source/ui/wizard/preview-rows.ts';
import {emptyAnswers} from '../../../source/wizard/answers.ts';
import {emptyFacts} from '../../../source/wizard/facts.ts';

const answers = {...emptyAnswers, image: 'python:3.11', command: 'python3 train.py'};
const facts = {...emptyFacts('/x'), paths: ['train.py']};

test('a good file is valid', () => {
	const check = checkFile({answers, facts});
	expect(check).toMatchObject({problems: [], errors: 0, warnings: 0});
	expect(verdictOf(check, '·')).toBe('valid');
});

test('a mistake is said once, in the words of the answer', () => {
	const check = checkFile({answers: {...answers, image: 'NOT AN IMAGE', command: ''}, facts});
	expect(check.problems.map(({path, severity}) => [path[0], severity])).toEqual([
		['image', 'error'],
		['command', 'error'],
	]);
	expect(verdictOf(check, '·')).toBe('2 errors');
});

test('what is wrong in the rest of a file that exists is said with its line', () => {
	const text = 'version: 1\nkind: experiment\nlogin: me\nbuild:\n  image: python:3.11\nrun:\n  cmd: python3 train.py\n';
	const check = checkFile({answers, facts, existing: {file: 'polyaxonfile.yml', text}});
	expect(check.problems).toMatchObject([{code: 'unknown-key', line: 3}]);
});

test('lines that changed since the last answer are marked, and kept in sight', () => {
	const {text} = checkFile({answers, facts});
	const lines = previewLinesOf({file: 'f', before: {...answers, image: 'python:3.10'}, view: 'marked'}, {text, inFile: [], problems: []});
	expect(lines.filter(({kind}) => kind === 'changed').map(line => line.text)).toEqual(['  image: python:3.11']);
	expect(topOf(lines, undefined, 2)).toBe(lines.findIndex(({kind}) => kind === 'changed') - 1);
	expect(topOf(lines, 99, 2)).toBe(lines.length - 2);
	expect(topOf([], 3, 2)).toBe(0);
});

test('a diff has a kind for each line', () => {
	const lines = previewLinesOf({file: 'f', existing: 'a\nb\n', view: 'diff'}, {text: 'a\nc\n', inFile: [], problems: []});
	expect(lines.map(({kind, text}) => [kind, text])).toEqual([
		['plain', '--- f'],
		['plain', '+++ f'],
		['place', '@@ -1,2 +1,2 @@'],
		['plain', ' a'],
		['removed', '-b'],
		['added', '+c'],
	]);
});

test('errors come before warnings, and each problem marks its line', () => {
	const check = checkFile({answers: {...answers, image: 'python', buildSteps: ['apt-get install git', ' '], envVars: [{name: 'A B', value: ''}]}, facts});
	expect(check.problems.map(({severity, path}) => [severity, path[0]])).toEqual([
		['error', 'buildSteps'],
		['error', 'envVars'],
		['warning', 'image'],
		['warning', 'buildSteps'],
	]);
	const lines = previewLinesOf({file: 'f', before: {...answers, image: 'x:1'}, view: 'marked'}, check);
	expect(lines.filter(({severity}) => severity).map(({text, severity}) => [text.trim(), severity])).toEqual([
		['image: python', 'warning'],
		['- apt-get install git', 'warning'],
		["- [A B, '']", 'error'],
	]);
});

test('in the review what is wrong comes first, in full, and the rest starts at the first change', () => {
	const told = previewLinesOf(
		{file: 'f', view: 'whole'},
		{text: 'a\n', inFile: [], problems: [{code: 'x', severity: 'error', message: 'This is wrong here.', path: ['image']}]},
	);
	expect(previewRowsOf(told, 20, 9, symbolsFor(true)).map(({text}) => text)).toEqual(['✗ Base image: This', '  is wrong here.', '', 'a']);
	const before = Array.from({length: 30}, (_, index) => `line ${index}\n`).join('');
	const diff = previewLinesOf({file: 'f', existing: before, view: 'diff'}, {text: before.replace('line 9\n', 'x\n'), inFile: [], problems: []});
	expect(topOf(diff, undefined, 3)).toBe(5);
});

test('a long line goes on in rows below as long as all is in sight', () => {
	const lines = [{text: '    cmd: python3 train.py --lr=0.1', kind: 'changed'}] as const;
	expect(previewRowsOf(lines, 26, 3, symbolsFor(true))).toEqual([
		{text: '    cmd: python3', kind: 'changed'},
		{text: '      train.py --lr=0.1', kind: 'changed', isContinued: true},
	]);
	expect(previewRowsOf(lines, 26, 1, symbolsFor(true))).toEqual(lines);
});
