import {expect, test} from 'vitest';
import {engineNames} from '../../source/engines/engine.ts';
import {initFlags} from '../../source/wizard/init-flags.ts';

test('the help of --engine names every engine', () => {
	const help = initFlags.find(({key}) => key === 'engine')?.help ?? '';
	expect(engineNames.filter(name => !help.includes(name))).toEqual([]);
});
