import {mkdtempSync, readdirSync, readFileSync} from 'node:fs';
import {mkdir, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {saveRegistry} from '../../source/commands/save-registry.ts';

const choice = {registry: 'registry.lab:5000', registryForNodes: 'localhost:5000', isInsecureRegistry: true};

async function save(text?: string) {
	const cwd = mkdtempSync(join(tmpdir(), 'polyaxon-tui-registry-'));
	const file = join(cwd, '.polyaxon', 'tui.yaml');
	if (text !== undefined) {
		await mkdir(join(cwd, '.polyaxon'));
		await writeFile(file, text);
	}
	const said = await saveRegistry({cwd, env: {}}, choice).catch((error: Error) => error.message);
	return {cwd, said, written: readFileSync(file, 'utf8'), names: readdirSync(join(cwd, '.polyaxon'))};
}

test('the settings file is made, or added to, and what it got is said', async () => {
	const made = await save();
	expect(made.said).toBe('.polyaxon/tui.yaml got kubernetes: {registry: registry.lab:5000, registryForNodes: localhost:5000, insecureRegistry: true}.\n');
	expect(made.written).toBe('kubernetes:\n  registry: registry.lab:5000\n  registryForNodes: localhost:5000\n  insecureRegistry: true\n');
	const added = await save('# ours\nengine: kubernetes\nunknown: 1\n');
	expect(added.written).toBe(`# ours\nengine: kubernetes\nunknown: 1\n${made.written}`);
	expect(added.names).toEqual(['tui.yaml']);
});

test('a file that cannot be added to stays as it is, and the line to add is said', async () => {
	const add = 'Add it by hand: kubernetes: {registry: registry.lab:5000, registryForNodes: localhost:5000, insecureRegistry: true}.';
	for (const [text, reason] of [
		['kubernetes: {registry: other}\n', 'it names a registry already'],
		['kubernetes: [1]\n', '"kubernetes" has to be a map of keys'],
		['a: [\n', 'The settings are not YAML'],
	] as const) {
		const {said, written} = await save(text);
		expect(said).toContain(`The registry was not written to .polyaxon/tui.yaml: ${reason}`);
		expect(said).toContain(add);
		expect(written).toBe(text);
	}
});

test('a link to a file of settings keeps its target', async () => {
	const cwd = mkdtempSync(join(tmpdir(), 'polyaxon-tui-registry-'));
	await mkdir(join(cwd, '.polyaxon'));
	await writeFile(join(cwd, 'shared.yaml'), 'engine: kubernetes\n');
	await symlink('../shared.yaml', join(cwd, '.polyaxon', 'tui.yaml'));
	await saveRegistry({cwd, env: {}}, {registry: 'a.b/c'});
	expect(readFileSync(join(cwd, 'shared.yaml'), 'utf8')).toBe('engine: kubernetes\n\nkubernetes:\n  registry: a.b/c\n');
});
