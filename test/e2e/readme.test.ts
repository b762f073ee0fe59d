import {readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {withBlocks} from '../../media/readme-blocks.ts';
import type {RunStatus, Stage, StreamState} from '../../source/engines/engine.ts';
import {roleFor} from '../../source/engines/kubernetes/preflight/role.ts';

test('the readme has the help and the keys of the program as it is (npx tsx media/readme-blocks.ts)', () => {
	const readme = readFileSync(path.resolve(import.meta.dirname, '../../readme.md'), 'utf8');
	expect(readme).toBe(withBlocks(readme));
});

test('the readme has the Role that the preflight asks for', () => {
	expect(readFileSync('readme.md', 'utf8')).toContain(roleFor('experiments'));
});

const statuses: Readonly<Record<RunStatus, true>> = {
	...{created: true, building: true, scheduled: true, starting: true, running: true, unschedulable: true},
	...{warning: true, unknown: true, stopping: true, succeeded: true, failed: true, stopped: true},
};
const stages: Readonly<Record<Stage, true>> = {prepare: true, upload: true, build: true, schedule: true, pull: true, init: true, run: true};
const states: Readonly<Record<StreamState, true>> = {live: true, quiet: true, reconnecting: true, ended: true};

test.each([
	['status', '`status`', statuses],
	['stage', '`stage`', stages],
	['stream-state', '`state`', states],
])('the readme has every value of %s objects of --json', (type, key, values) => {
	const row = readFileSync('readme.md', 'utf8')
		.split('\n')
		.find(line => line.startsWith('| `') && line.split('|')[1]?.includes(`\`${type}\``));
	expect(row).toContain(`${key} (${Object.keys(values).join(', ')})`);
});
