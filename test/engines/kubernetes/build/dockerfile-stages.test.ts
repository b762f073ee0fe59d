import {expect, test} from 'vitest';
import {stagesOf} from '../../../../source/engines/kubernetes/build/dockerfile-stages.ts';

test('instructions are counted stage by stage, without comments and with their lines joined', () => {
	const text = '# Made by polyaxon-tui\nARG V=1\nFROM a:$V AS one\n\nRUN x && \\\n  # why\n  y\nFROM b\r\nCOPY --from=one /x /y\r\nUSER 1\r\n';
	expect(stagesOf(text)).toEqual([
		['FROM a:$V AS one', 'RUN x &&    y'],
		['FROM b', 'COPY --from=one /x /y', 'USER 1'],
	]);
});

test('what is in a here-document is no instruction', () => {
	expect(stagesOf('FROM a\nRUN <<EOF cat <<-"TWO"\nRUN no\nEOF\n\tCOPY no\n\tTWO\nENV A=<<B\nRUN y')).toEqual([
		['FROM a', 'RUN <<EOF cat <<-"TWO"', 'ENV A=<<B', 'RUN y'],
	]);
});

test('a Dockerfile may join its lines by a backtick', () => {
	expect(stagesOf('# escape=`\nFROM a\nRUN dir `\n c:\\\nRUN y\n')).toEqual([['FROM a', 'RUN dir   c:\\', 'RUN y']]);
});

test('nothing has no stages', () => {
	expect(stagesOf('')).toEqual([]);
	expect(stagesOf('RUN x\n')).toEqual([]);
});
