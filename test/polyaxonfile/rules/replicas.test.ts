import {expect, test} from 'vitest';
import {marksOf} from '../../helpers/check-text.ts';

const head = 'version: 1\nkind: experiment\nrun: {cmd: ls}\n';

/** The problems but for the warnings that nothing is distributed here. */
const marks = (lines: string) => marksOf(`${head}${lines}\n`).filter(mark => !mark.startsWith('not-used-here'));

test.each<[string, readonly string[]]>([
	['framework: tensorflow\nenvironment: {replicas: {n_workers: 1, n_ps: 1}}', []],
	['framework: horovod\nbackend: mpi\nenvironment: {replicas: {n_workers: 1, default_worker: {index: 1}}}', []],
	['environment: {replicas: {n_workers: 1}}', ['missing-framework 4:25+14']],
	['framework: ""\nenvironment: {replicas: {n_workers: 1}}', ['missing-framework 5:25+14']],
	['framework: mpi\nenvironment: {replicas: {n_workers: 1}}', ['unknown-word 4:12+3']],
	['framework: horovod\nenvironment: {replicas: {n_workers: 1, n_ps: 1}}', ['not-in-framework 5:40+4']],
	['framework: pytorch\nenvironment: {replicas: {ps: [], default_ps: {}}}', ['not-in-framework 5:26+2', 'not-in-framework 5:34+10']],
	['framework: tensorflow\nbackend: mpi\nenvironment: {replicas: {worker: []}}', ['not-in-framework 6:26+6']],
	['environment: {tensorflow: {n_workers: 1}, horovod: {n_workers: 1}}', ['several-frameworks 4:43+7']],
	['framework: tensorflow\nenvironment: {replicas: {n_workers: 1}, pytorch: {}}', ['several-frameworks 5:41+7']],
	// Without replicas any word will do, but not every word is meant
	['framework: tensorflw', ['unknown-word 4:12+9']],
	['framework: my-framework', []],
])('%j', (lines, expected) => {
	expect(marks(lines)).toEqual(expected);
});
