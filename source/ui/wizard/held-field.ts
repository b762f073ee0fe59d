import type {WizardProblem} from '../../wizard/wizard-problem.ts';
import {type Editor, isTyping} from './editor.ts';
import {isAbout, selectedKey} from './selection.ts';

/** Whether what is typed now is an error: then the first Enter stays with it. A pair is asked about its name first, then about both. */
export function isHeld(editor: Editor, problems: readonly WizardProblem[]): boolean {
	if (!isTyping(editor)) return false;
	const errors = problems.filter(({severity}) => severity === 'error');
	if (editor.type === 'text') return errors.length > 0;
	const key = selectedKey(editor);
	const isName = editor.type === 'list' && editor.list.typing?.cell === 0;
	return key !== undefined && errors.some(problem => isAbout(problem, key) && !(isName && problem.path[2] === 'value'));
}
