import {expect, test} from 'vitest';
import {emptyAnswers} from '../../source/wizard/answers.ts';
import {previewOf, previewProblems, resolvedCommand, unifiedDiff} from '../../source/wizard/preview.ts';

test('the lines that the last answer changed are marked', () => {
	expect(previewOf('a\nb\nc\n', 'a\nB\nc\nd\n')).toEqual([
		{text: 'a', isChanged: false},
		{text: 'B', isChanged: true},
		{text: 'c', isChanged: false},
		{text: 'd', isChanged: true},
	]);
	expect(previewOf('', 'a\n')).toEqual([{text: 'a', isChanged: true}]);
	expect(previewOf('a\n', 'a')).toEqual([{text: 'a', isChanged: false}]);
	expect(previewOf('a\nb\n', 'a\n')).toEqual([{text: 'a', isChanged: false}]);
});

test('a unified diff of the file, and nothing when nothing changes', () => {
	expect(unifiedDiff('polyaxonfile.yml', '1\n2\n3\n4\n5\n6\n', '1\n2\n3\n4\nfive\n6\n')).toBe(`--- polyaxonfile.yml
+++ polyaxonfile.yml
@@ -2,5 +2,5 @@
 2
 3
 4
-5
+five
 6
`);
	expect(unifiedDiff('f', 'a\n', 'a\n')).toBe('');
});

const answers = {...emptyAnswers, image: 'python:3.11', declarations: [{name: 'lr', value: '0.10'}], command: 'python3 train.py --lr={{ lr }}'};

test('the command is shown as bash will get it', () => {
	expect(resolvedCommand(answers)).toBe('python3 train.py --lr=0.1');
	expect(resolvedCommand({...answers, command: 'a {{ lr }}\nb'})).toBe('a 0.1 && b');
	expect(resolvedCommand({...answers, command: 'a {{ lr'})).toBe(undefined);
	expect(resolvedCommand({...answers, kind: 'build'})).toBe(undefined);
});

test('the file is checked as a run would check it, rendering included', () => {
	expect(previewProblems(answers)).toEqual([]);
	expect(previewProblems({...answers, command: 'x {{ lrr }}'}).map(({severity}) => severity)).toEqual(['warning']);
	expect(previewProblems({...answers, command: 'x {{ lr'}).map(({severity, line}) => [severity, line !== undefined])).toEqual([['error', true]]);
	expect(previewProblems({...answers, image: 'a b'})[0]).toMatchObject({severity: 'error', path: ['build', 'image']});
});
