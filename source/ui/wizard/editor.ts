import {type Answers, kinds} from '../../wizard/answers.ts';
import {initialAnswers} from '../../wizard/initial-answers.ts';
import {questionOf} from '../../wizard/questions.ts';
import type {Suggestion} from '../../wizard/suggestions.ts';
import {toPolyaxonfile} from '../../wizard/to-polyaxonfile.ts';
import type {StepId, WizardState} from '../../wizard/wizard-state.ts';
import {type ChecksEdit, checksEditOf, tickedOf} from '../parts/checks-edit.ts';
import {formEditOf} from '../parts/form-edit.ts';
import {type ListEdit, lastRowOf, listEditOf, type Row} from '../parts/list-edit.ts';
import type {PickEdit} from '../parts/pick-edit.ts';
import {type TextEdit, textEditOf} from '../parts/text-edit.ts';
import {isChoosable} from './engine-ready.ts';
import {type FormEditor, formOffers} from './form-offers.ts';
import {knownNames} from './known-names.ts';
import {isListStep, listStepOf} from './lists.ts';
import {type ChosenNamespaces, type PlaceChoice, placeChoices, placeIndex} from './place-choices.ts';
import {resourcesOf, valuesOf} from './resource-fields.ts';
import {reviewActions} from './review-actions.ts';
import type {WizardContext} from './screen-state.ts';

/** What the review shows beside its facts. */
export type ReviewView = 'diff' | 'whole' | 'cluster' | 'dockerfile';

/** The views that say something of these answers, the one that says most first. The host engine makes no image. */
export function reviewViews({answers, existing}: Pick<WizardState, 'answers' | 'existing'>): readonly ReviewView[] {
	const isChanged = existing !== undefined && existing.text !== toPolyaxonfile(answers, existing.text);
	return [
		...(isChanged ? (['diff'] as const) : []),
		'whole',
		...(answers.engine === 'kubernetes' ? (['cluster'] as const) : []),
		...(answers.engine === 'host' ? [] : (['dockerfile'] as const)),
	];
}

/** The view that comes after one; undefined when there is no other. */
export function nextViewOf(view: ReviewView, wizard: Pick<WizardState, 'answers' | 'existing'>): ReviewView | undefined {
	const views = reviewViews(wizard);
	return views.length < 2 ? undefined : views[(views.indexOf(view) + 1) % views.length];
}

/** A text, with offers below it. */
export type TextEditor = {
	readonly type: 'text';
	readonly edit: TextEdit;
	readonly isMultiline: boolean;
	readonly isTyping: boolean;
	readonly at: number;
	/** Nobody wrote the text: what is typed takes its place. */
	readonly isSuggested?: boolean;
	/** The text was changed since the step was entered: the offers are those that have it in them. */
	readonly isChanged?: boolean;
};

/** What the user has under the cursor in a step. `at` counts what can be selected: in a text the field is 0, offers follow. */
export type Editor =
	| {readonly type: 'choice'; readonly at: number; readonly namespaces?: ChosenNamespaces}
	| TextEditor
	| {readonly type: 'list'; readonly list: ListEdit}
	| {readonly type: 'checks'; readonly checks: ChecksEdit; readonly search?: PickEdit}
	| FormEditor
	| {readonly type: 'review'; readonly at: number; readonly view: ReviewView};

/** The editor of the step as one finds it. */
export function editorOf(wizard: WizardState, context: WizardContext): Editor {
	const {step, answers, existing} = wizard;
	const {engines, clusters} = context;
	const offers = offersOf(wizard).length;
	switch (step) {
		case 'kind':
			return {type: 'choice', at: Math.max(0, kinds.indexOf(answers.kind))};
		case 'engine':
			return engineEditor(engines, clusters, answers);
		case 'image':
		case 'command':
			return {
				type: 'text',
				edit: textEditOf(answers[step]),
				isMultiline: step === 'command',
				isTyping: true,
				at: 0,
				...(isSuggested(wizard) && {isSuggested: true}),
			};
		case 'secrets':
		case 'configmaps':
			return {type: 'checks', checks: checksEditOf(knownNames(step, wizard, context), step === 'secrets' ? answers.secretRefs : answers.configmapRefs)};
		case 'resources':
			return {type: 'form', form: formEditOf(valuesOf(answers))};
		case 'review':
			return {
				type: 'review',
				at: existing?.text === toPolyaxonfile(answers, existing?.text) ? reviewActions.indexOf('run') : 0,
				view: reviewViews({answers, existing})[0]!,
			};
		case 'buildSteps':
		case 'envVars':
		case 'declarations':
			return {type: 'list', list: listAsFound(listStepOf(step).rowsOf(answers), offers)};
	}
}

function engineEditor(engines: WizardContext['engines'], clusters: WizardContext['clusters'], answers: Answers): Editor {
	const {context, namespace} = answers;
	const namespaces = context !== undefined && namespace !== undefined ? {[context]: namespace} : {};
	return {type: 'choice', at: placeIndex(placeChoices(engines, clusters, namespaces), answers, clusters), namespaces};
}

/** Whether the image is the wizard's own proposal, which its user has not seen before. */
function isSuggested({step, answers, facts, existing, visited}: WizardState): boolean {
	return step === 'image' && existing === undefined && !visited.includes(step) && answers.image === initialAnswers(facts).image;
}

/** Where rows are there already, what leads on is selected. */
function listAsFound(rows: readonly Row[], offers: number): ListEdit {
	return rows.length === 0 ? listEditOf(rows) : {rows, at: lastRowOf({rows}, {offers})};
}

/** What the editor's content answers. */
export function answersOf(step: StepId, editor: Editor, {engines, clusters}: WizardContext): Partial<Answers> {
	switch (editor.type) {
		case 'choice':
			if (step === 'kind') return {kind: kinds[editor.at]!};
			return engineAnswers(placeChoices(engines, clusters, editor.namespaces)[editor.at], clusters);
		case 'text':
			return step === 'image' ? {image: editor.edit.text.trim()} : {command: editor.edit.text};
		case 'list':
			return isListStep(step) ? listStepOf(step).answersOf(editor.list.rows.filter(row => !isEmptyRow(row))) : {};
		case 'checks':
			return step === 'secrets' ? {secretRefs: tickedOf(editor.checks)} : {configmapRefs: tickedOf(editor.checks)};
		case 'form':
			return resourcesOf(editor.form.values);
		case 'review':
			return {};
	}
}

/** What cannot be chosen may be looked at, and is no answer. */
function engineAnswers(choice: PlaceChoice | undefined, clusters: WizardContext['clusters']): Partial<Answers> {
	return choice && isChoosable(choice, clusters) ? {engine: choice.engine.name, ...choice.place} : {};
}

/** Whether letters are text now. */
export function isTyping(editor: Editor): boolean {
	switch (editor.type) {
		case 'text':
			return editor.isTyping;
		case 'list':
			return editor.list.typing !== undefined;
		case 'checks':
			return editor.checks.typing !== undefined || editor.search !== undefined;
		case 'form':
			return editor.form.typing !== undefined;
		case 'choice':
		case 'review':
			return false;
	}
}

/** What the step offers to take over with one key; of images those that have in them what was typed. Names to be ticked are rows already. */
export function offersOf({step, answers, facts}: WizardState, editor?: Editor, clusters?: WizardContext['clusters']): readonly Suggestion[] {
	if (editor?.type === 'form') return formOffers(editor, {answers}, clusters);
	if (step === 'secrets' || step === 'configmaps') return [];
	const offers = questionOf(step).suggestions(facts, answers);
	if (step !== 'image' || editor?.type !== 'text' || !editor.isChanged) return offers;
	const typed = editor.edit.text.trim().toLowerCase();
	return offers.filter(({label}) => label.toLowerCase().includes(typed));
}

/** Whether nothing stands in the row; such a row is no answer. */
export function isEmptyRow(row: Row): boolean {
	return row.every(cell => cell.trim() === '');
}

/** Which of the offers is selected; -1 when none is. */
export function offerAt(editor: Editor): number {
	switch (editor.type) {
		case 'list':
			return editor.list.at - editor.list.rows.length - 1;
		case 'text':
			return editor.at - 1;
		case 'form':
			return editor.offer ?? -1;
		case 'choice':
		case 'checks':
		case 'review':
			return -1;
	}
}
