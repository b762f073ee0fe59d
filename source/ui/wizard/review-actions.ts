import type {WizardState} from '../../wizard/wizard-state.ts';
import {isReady} from './engine-ready.ts';
import type {FileCheck} from './file-check.ts';
import type {EndAction, EngineChoice} from './screen-state.ts';

/** What the review offers, in this order. */
export const reviewActions: ReadonlyArray<EndAction | 'back' | 'quit'> = ['write', 'write-and-run', 'run', 'back', 'quit'];

/** One offer of the review in words; `whyNot` keeps it from being chosen. */
export type ReviewRow = {readonly action: (typeof reviewActions)[number]; readonly label: string; readonly note: string; readonly whyNot?: string};

/** The offers as they stand: a file with errors can be written, not run; and nothing runs on an engine that is not ready. */
export function reviewRows(
	{answers, file, existing}: WizardState,
	{text, errors}: Pick<FileCheck, 'text' | 'errors'>,
	engines: readonly EngineChoice[],
): readonly ReviewRow[] {
	const run = answers.kind === 'build' ? 'build' : 'run';
	const isSame = existing?.text === text;
	const hasSettings = answers.engine === 'kubernetes' && answers.registry !== undefined;
	const ofFile = isSame ? undefined : existing ? 'changes the file, asks first' : `makes ${file}`;
	const ofSettings = hasSettings ? 'registry in tui.yaml' : undefined;
	const target = [ofFile, ofSettings].filter(part => part !== undefined).join('; ') || 'nothing to write';
	const isNothing = isSame && !hasSettings;
	const isHere = isReady(engines.find(({name}) => name === answers.engine));
	const wrong = errors > 0 ? `${errors === 1 ? 'an error' : `${errors} errors`} to put right first` : undefined;
	const whyNot = wrong ?? (isHere ? undefined : `${answers.engine} is not ready`);
	const rows: readonly ReviewRow[] = [
		{action: 'write', label: 'write', note: errors > 0 && !isSame ? `${target}, errors and all` : target, ...(isNothing ? {whyNot: target} : {})},
		{action: 'write-and-run', label: `write and ${run}`, note: whyNot ?? target, ...(whyNot || isNothing ? {whyNot: whyNot ?? target} : {})},
		{action: 'run', label: `${run} without writing`, note: whyNot ?? (existing ? 'the file stays as it is' : 'makes no file'), ...(whyNot ? {whyNot} : {})},
		{action: 'back', label: 'back', note: 'to the questions'},
		{action: 'quit', label: 'quit', note: 'the draft is kept'},
	];
	return rows;
}
