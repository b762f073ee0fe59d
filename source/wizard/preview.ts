import {createTwoFilesPatch, diffLines, FILE_HEADERS_ONLY} from 'diff';
import {checkPolyaxonfile} from '../polyaxonfile/check-file.ts';
import type {Problem} from '../polyaxonfile/problem.ts';
import type {Answers} from './answers.ts';
import {toPolyaxonfile} from './to-polyaxonfile.ts';

/** The lines of `after`; the ones that are not in `before` at that place are changed. */
export function previewOf(before: string, after: string): ReadonlyArray<{readonly text: string; readonly isChanged: boolean}> {
	return diffLines(withLastNewline(before), withLastNewline(after))
		.filter(part => !part.removed)
		.flatMap(part =>
			part.value
				.split('\n')
				.slice(0, -1)
				.map(text => ({text, isChanged: part.added})),
		);
}

/** A unified diff of the file with three lines around each change; empty when nothing changes. */
export function unifiedDiff(file: string, before: string, after: string): string {
	if (before === after) return '';
	return createTwoFilesPatch(file, file, before, after, undefined, undefined, {context: 3, headerOptions: FILE_HEADERS_ONLY});
}

/** What is wrong with the polyaxonfile that the answers make, with its lines, rendering included. */
export function previewProblems(answers: Answers, existing?: string): readonly Problem[] {
	return checkPolyaxonfile(toPolyaxonfile(answers, existing)).problems;
}

/** The one line that bash gets with the declarations as they are; undefined while it cannot be made. */
export function resolvedCommand(answers: Answers): string | undefined {
	if (answers.kind === 'build') return undefined;
	return checkPolyaxonfile(toPolyaxonfile(answers)).rendered?.command;
}

function withLastNewline(text: string): string {
	return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
