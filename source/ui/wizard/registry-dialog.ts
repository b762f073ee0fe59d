import type {RegistryFact} from '../../engines/kubernetes/facts/registries.ts';
import {registryChoiceOf, registryProblem} from '../../engines/kubernetes/settings/registry-choice.ts';
import {editPick, type PickEdit, pickEditOf, pickedRow} from '../parts/pick-edit.ts';
import type {Press} from '../parts/press.ts';
import {withTaken} from './change-state.ts';
import {askedOfAnswers} from './place-choices.ts';
import type {ScreenState, WizardContext} from './screen-state.ts';

/** The row that takes a choice back. */
export const noRegistry = 'none';

/** The registries that the cluster of the answers uses. */
export function knownRegistries({wizard: {answers}}: Pick<ScreenState, 'wizard'>, {clusters}: Pick<WizardContext, 'clusters'>): readonly RegistryFact[] {
	return askedOfAnswers(answers, clusters)?.facts?.registries ?? [];
}

/** Whether a registry can be chosen now, or typed where none is known: in the review of a run in a cluster that has something to bake, where the settings name none. */
export function hasRegistry(state: ScreenState, {needsRegistry = false, clusterReview}: WizardContext): boolean {
	const {answers, step} = state.wizard;
	if (step !== 'review' || answers.engine !== 'kubernetes' || !needsRegistry) return false;
	const isBaking = clusterReview?.strategy !== undefined && clusterReview.strategy.type !== 'none';
	return answers.registry !== undefined || isBaking;
}

/** The names that the dialog offers. */
export function registryNames(state: Pick<ScreenState, 'wizard'>, context: Pick<WizardContext, 'clusters'>): readonly string[] {
	const hosts = [...new Set(knownRegistries(state, context).map(({host}) => host))];
	return state.wizard.answers.registry === undefined ? hosts : [noRegistry, ...hosts];
}

/** Asks for a registry. */
export function openRegistryDialog(state: ScreenState): ScreenState {
	return {...state, dialog: {type: 'registry', pick: pickEditOf()}};
}

/** The screen after a key in the dialog; `state` is the one below it. */
export function inRegistryDialog(state: ScreenState, pick: PickEdit, press: Press, context: WizardContext): ScreenState {
	const names = registryNames(state, context);
	if (press.type !== 'key' || press.name !== 'enter') return {...state, dialog: {type: 'registry', pick: editPick(pick, press, names) ?? pick}};
	const row = pickedRow(pick, names);
	if (!row || registryProblem(row.name)) return {...state, dialog: {type: 'registry', pick}};
	const isNone = row.name === noRegistry && !row.isTyped;
	return withTaken(state, {registry: isNone ? undefined : registryChoiceOf(row.name, knownRegistries(state, context))}, context);
}
