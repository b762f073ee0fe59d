import {expect, test} from 'vitest';
import {afterWriting} from '../../source/commands/after-writing.ts';
import {emptyAnswers} from '../../source/wizard/answers.ts';

const target = {file: '/work/polyaxonfile.yml', shown: 'polyaxonfile.yml'};

test('a file that was written can be run next', () => {
	const said = afterWriting(target, 'version: 1\nkind: experiment\nbuild: {image: a}\nrun: {cmd: ls}\n', {...emptyAnswers, image: 'a', command: 'ls'});
	expect(said).toContain(
		'polyaxonfile.yml was written.\n  run it      polyaxon-tui run\n  look first  polyaxon-tui run --dry-run\n  same again  polyaxon-tui init',
	);
});

test('one with errors is not said to run', () => {
	const said = afterWriting({...target, shown: 'other.yml'}, 'version: 1\nkind: experiment\nbuild: {image: "a b"}\nrun: {cmd: ls}\n', emptyAnswers);
	expect(said).toContain('  It has errors. See them with: polyaxon-tui check other.yml\n  put right   polyaxon-tui init -o other.yml\n');
	expect(said).not.toContain('run it');
});
