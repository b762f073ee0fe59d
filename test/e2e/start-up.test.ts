import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {expect, test} from 'vitest';
import {program} from './new-user.ts';

const folder = dirname(program);

/** Files that Node loads with this one: all that are imported not only when called. */
function loadedWith(file: string, known = new Set<string>()): ReadonlySet<string> {
	if (known.has(file)) return known;
	known.add(file);
	for (const match of readFileSync(join(folder, file), 'utf8').matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) loadedWith(match[1]!, known);
	return known;
}

const textOf = (name: RegExp) => {
	const entry = readdirSync(folder).find(file => name.test(file))!;
	return [...loadedWith(entry)].map(file => readFileSync(join(folder, file), 'utf8')).join('\n');
};

// A text of Ink and one of the host engine that no minifier changes.
const ink = 'ink-text';
const host = 'POLYAXON_TUI_RUN_FOLDER';

test('each command loads what it needs: check neither Ink nor an engine, the driver no Ink', () => {
	expect(textOf(/^show-wizard-/)).toContain(ink);
	expect(textOf(/^run-/)).toContain(host);
	for (const name of [/^cli\.js$/, /^check-/, /^run-/, /^drive-/, /^logs-/, /^init-/]) expect(textOf(name)).not.toContain(ink);
	for (const name of [/^cli\.js$/, /^check-/]) expect(textOf(name)).not.toContain(host);
});

test('the bundle can be run by name', () => {
	expect(readFileSync(program, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
});
