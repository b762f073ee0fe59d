import type {Problem} from '../../polyaxonfile/problem.ts';
import {askedOf} from '../../wizard/clusters.ts';
import {editPick, type PickEdit, pickEditOf, pickedRow} from '../parts/pick-edit.ts';
import type {Press} from '../parts/press.ts';
import {withEditor} from './change-state.ts';
import {placeChoices} from './place-choices.ts';
import type {ScreenState, WizardContext} from './screen-state.ts';

/** Whether a namespace can be chosen now: a context is selected. */
export function hasNamespace({wizard, editor}: ScreenState, {engines, clusters}: WizardContext): boolean {
	return wizard.step === 'engine' && editor.type === 'choice' && placeChoices(engines, clusters)[editor.at]?.place !== undefined;
}

/** Asks for a namespace. */
export function openNamespaceDialog(state: ScreenState): ScreenState {
	return {...state, dialog: {type: 'namespace', pick: pickEditOf()}};
}

/** The namespaces of the selected context's cluster; undefined when they are not known. */
export function offeredNamespaces(
	{editor}: Pick<ScreenState, 'editor'>,
	{engines, clusters}: Pick<WizardContext, 'engines' | 'clusters'>,
): readonly string[] | undefined {
	const place = editor.type === 'choice' ? placeChoices(engines, clusters, editor.namespaces)[editor.at]?.place : undefined;
	if (!place || !clusters) return undefined;
	return (
		askedOf(place, clusters)?.namespaces ?? clusters.asked.find(({context, namespaces}) => context === place.context && namespaces !== undefined)?.namespaces
	);
}

/** Why it cannot be a namespace. (RFC 1123 label) */
export function namespaceProblem(name: string): Problem | undefined {
	if (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) return undefined;
	const message = 'This cannot be a namespace: those have small letters, digits and "-" inside, at most 63.';
	return {code: 'bad-namespace', severity: 'error', message, path: []};
}

/** The screen after a key in the dialog; `state` is the one below it. */
export function inNamespaceDialog(state: ScreenState, pick: PickEdit, press: Press, context: WizardContext): ScreenState {
	const names = offeredNamespaces(state, context) ?? [];
	const {editor} = state;
	if (press.type === 'key' && press.name === 'enter') {
		const name = pickedRow(pick, names)?.name;
		const place = editor.type === 'choice' ? placeChoices(context.engines, context.clusters)[editor.at]?.place : undefined;
		if (editor.type !== 'choice' || !place || name === undefined || namespaceProblem(name)) return {...state, dialog: {type: 'namespace', pick}};
		return withEditor(state, {...editor, namespaces: {...editor.namespaces, [place.context]: name}}, context);
	}
	return {...state, dialog: {type: 'namespace', pick: editPick(pick, press, names) ?? pick}};
}
