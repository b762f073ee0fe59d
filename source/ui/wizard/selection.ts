import type {WizardProblem} from '../../wizard/wizard-problem.ts';
import {type Editor, isEmptyRow} from './editor.ts';
import {resourceFields} from './resource-fields.ts';

/** Whether a problem is about this entry of the answer's list, or this field. */
export function isAbout({path}: Pick<WizardProblem, 'path'>, key: string | number): boolean {
	return path[1] === key || (path.length === 1 && path[0] === key);
}

/** What is selected: an index of the answer's list, or a field's name; undefined where nothing is. */
export function selectedKey(editor: Editor): string | number | undefined {
	switch (editor.type) {
		case 'list':
			return answerIndex(editor, editor.list.at);
		case 'checks': {
			const index = editor.checks.ticked.indexOf(editor.checks.names[editor.checks.at] ?? '');
			return editor.checks.typing ? editor.checks.ticked.length : index === -1 ? undefined : index;
		}
		case 'form':
			return resourceFields[editor.form.at]?.key;
		case 'choice':
		case 'text':
		case 'review':
			return undefined;
	}
}

/** Where a row of the list stands in the answers, which have no empty rows. */
export function answerIndex(editor: Editor & {type: 'list'}, at: number): number | undefined {
	const {rows} = editor.list;
	const row = rows[at];
	return row === undefined || isEmptyRow(row) ? undefined : rows.slice(0, at).filter(other => !isEmptyRow(other)).length;
}

/** Whether the editor shows the problem beside what it is about; the others stand below the editor. */
export function isShownInEditor(editor: Editor, problem: WizardProblem): boolean {
	const [, key] = problem.path;
	if (editor.type === 'list' || editor.type === 'checks') return typeof key === 'number';
	return editor.type === 'form' && resourceFields.some(field => isAbout(problem, field.key));
}

/** The problem that the key for fixes solves: one of what is selected, or one that is shown apart. What stands in another row is not changed unseen. */
export function fixable(editor: Editor, problems: readonly WizardProblem[]): WizardProblem | undefined {
	const key = selectedKey(editor);
	const fixes = problems.filter(({fix}) => fix !== undefined);
	return fixes.find(problem => key !== undefined && isAbout(problem, key)) ?? fixes.find(problem => !isShownInEditor(editor, problem));
}
