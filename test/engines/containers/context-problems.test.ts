import {expect, test} from 'vitest';
import {contextProblems} from '../../../source/engines/containers/context-problems.ts';
import {bareImage} from '../../../source/image/plan.ts';

const imageOf = (...files: ReadonlyArray<readonly [path: string, size: number]>) => ({
	...bareImage('a'),
	codeFiles: files.map(([path, size]) => ({path, size, mode: 0o644, isLink: false})),
});

test('a large code folder is told before it is sent, with what is large in it; a very large one is sent only when the user says so', () => {
	const said = (size: number, more = {}) =>
		contextProblems({image: imageOf(['data/a.bin', size], ['train.py', 1000]), repository: 'localhost/plx-a', ...more}).map(({severity, message}) => [
			severity,
			message,
		]);
	expect(said(99e6)).toEqual([]);
	expect(said(200e6)).toEqual([['warning', '200 MB of code in 2 files go into the image. The largest: data/ 200 MB, train.py 1 KB.']]);
	expect(said(600e6)).toMatchObject([['error', expect.stringContaining('600')]]);
	expect(said(600e6, {takesLargeContext: true})).toMatchObject([['warning', expect.stringContaining('600')]]);
	expect(said(600e6, {repository: undefined})).toEqual([]);
});
