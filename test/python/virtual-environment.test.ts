import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {createSandbox, driveToEnd, lastStatus, type Sandbox} from '../engines/sandbox.ts';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await createSandbox();
});

afterEach(() => sandbox.remove());

test('a real virtual environment belongs to the steps and the command', async () => {
	const plan = await sandbox.plan({
		steps: ['python -c "import sys; print(sys.prefix)"', 'pip --version | cut -d" " -f1'],
		specification: {command: 'python3 -c "import sys; print(sys.prefix)"'},
	});
	const {events} = await driveToEnd(sandbox.engine, plan, {}, 110_000); // Making it takes a busy machine long
	const log = (id: string) => readFile(join(plan.runFolder, `logs/${id}.log`), 'utf8');
	expect(lastStatus(events)).toEqual({status: 'succeeded', exitCode: 0});
	const {folder = '', python} = plan.environment ?? {};
	expect(await log('build')).toBe(
		`Python ${python?.version.split(' ')[0]} for the steps: python3 -m venv\nStep 1/2 : python -c "import sys; print(sys.prefix)"\n${folder}/venv\nStep 2/2 : pip --version | cut -d" " -f1\npip\n`,
	);
	expect(await log('run')).toBe(`${folder}/venv\n`);
});
