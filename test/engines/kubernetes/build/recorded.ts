import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {createKanikoOutput, type KanikoOutput} from '../../../../source/engines/kubernetes/build/kaniko-output.ts';

/** What is known of a build that was recorded, with the times of the cluster: see test/fixtures/kaniko/readme.md. */
export function recorded(name: string): KanikoOutput {
	const read = (ending: string) => readFileSync(join(import.meta.dirname, '../../../fixtures/kaniko', `${name}.${ending}`), 'utf8');
	const output = createKanikoOutput(read('Dockerfile'));
	for (const line of read('txt').split('\n')) {
		const space = line.indexOf(' ');
		if (line !== '') output.push(line.slice(space + 1), Date.parse(line.slice(0, space)));
	}
	return output;
}
