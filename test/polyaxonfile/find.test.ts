import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {findPolyaxonfile} from '../../source/polyaxonfile/find.ts';

test('the first name in the order of the platform is taken, and the others are told', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'find-'));
	try {
		expect(await findPolyaxonfile(folder)).toEqual({file: undefined, others: []});
		await mkdir(join(folder, 'polyaxon.yaml'));
		for (const name of ['polyaxonfile.json', 'polyaxonfile.yml', 'polyaxon-ci.yml', 'polyaxonfile.txt']) await writeFile(join(folder, name), '');
		expect(await findPolyaxonfile(folder)).toEqual({
			file: join(folder, 'polyaxon-ci.yml'),
			others: [join(folder, 'polyaxonfile.yml'), join(folder, 'polyaxonfile.json')],
		});
	} finally {
		await rm(folder, {recursive: true});
	}
});
