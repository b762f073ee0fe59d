import {expect, test} from 'vitest';
import {declarationRows, envVarRows, stepRows} from '../../../source/ui/wizard/pasted-rows.ts';

test('pasted commands are rows, without comments, continued lines joined', () => {
	expect(stepRows('# deps\napt-get update && \\\n  apt-get install -y git\r\n\n  pip install x  \n')).toEqual([
		['apt-get update && apt-get install -y git'],
		['pip install x'],
	]);
});

test('pasted variables may be exported, quoted, and hold equals signs', () => {
	expect(envVarRows('export A="x y"\nB=\'z\'\nC=a=b\nD=\n')).toEqual([
		['A', 'x y'],
		['B', 'z'],
		['C', 'a=b'],
		['D', ''],
	]);
});

test('a line among variables that is none keeps its text', () => {
	expect(envVarRows('A=1\nnothing')).toEqual([
		['A', '1'],
		['nothing', ''],
	]);
	expect(envVarRows('just text')).toEqual([]);
});

test('pasted declarations stay YAML', () => {
	expect(declarationRows('lr: 0.1\nname = "yes"\nsizes: [1, 2]')).toEqual([
		['lr', '0.1'],
		['name', '"yes"'],
		['sizes', '[1, 2]'],
	]);
});
