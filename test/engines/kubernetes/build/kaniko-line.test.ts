import {expect, test} from 'vitest';
import {readKanikoLine} from '../../../../source/engines/kubernetes/build/kaniko-line.ts';

const head = 'time="2026-11-26T14:21:25Z" level=info msg=';

test.each([
	[`${head}"RUN [\\"a\\"]"`, {type: 'message', text: 'RUN ["a"]', before: ''}],
	[`${head}Done`, {type: 'message', text: 'Done', before: ''}],
	[`half${head}"Taking snapshot of files..."`, {type: 'message', text: 'Taking snapshot of files...', before: 'half'}],
	[`${head}"RUN printf '\\x1b[31m\\a\\t\\U000e0001 é'"`, {type: 'message', text: "RUN printf '\u001b[31m \t\ufffd é'", before: ''}],
	['level=info msg="RUN x"', {type: 'output', text: 'level=info msg="RUN x"'}],
	[`echo ${head}"RUN x" | cat`, {type: 'output', text: `echo ${head}"RUN x" | cat`}],
	['', {type: 'output', text: ''}],
	['xerror building image: error building stage: no', {type: 'fault', text: 'error building image: error building stage: no', before: 'x'}],
	['error checking push permissions -- make sure', {type: 'fault', text: 'error checking push permissions -- make sure', before: ''}],
])('what %j says is known', (line, read) => {
	expect(readKanikoLine(line)).toEqual(read);
});

test('a very long line is read in no time', () => {
	const line = `${head}"${'\\"a'.repeat(100_000)}`;
	const start = performance.now();
	expect(readKanikoLine(line).type).toBe('output');
	expect(readKanikoLine(`time="2026-${'x'.repeat(100_000)}`).type).toBe('output');
	expect(performance.now() - start).toBeLessThan(1000);
});
