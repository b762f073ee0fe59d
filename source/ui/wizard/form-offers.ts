import {suggestAccounts, suggestGpus, suggestLabels} from '../../wizard/suggest-placement.ts';
import type {Suggestion} from '../../wizard/suggestions.ts';
import type {WizardState} from '../../wizard/wizard-state.ts';
import {editForm, type FormEdit, formEditOf, leaveField} from '../parts/form-edit.ts';
import type {Press} from '../parts/press.ts';
import {askedOfAnswers} from './place-choices.ts';
import {resourceFields} from './resource-fields.ts';
import type {WizardContext} from './screen-state.ts';

/** The fields of a step; `offer` counts what is offered for the selected field, when the pointer is there. */
export type FormEditor = {readonly type: 'form'; readonly form: FormEdit; readonly offer?: number};

/** What the cluster of the answers has for the selected field. */
export function formOffers({form}: FormEditor, {answers}: Pick<WizardState, 'answers'>, clusters: WizardContext['clusters']): readonly Suggestion[] {
	const facts = answers.engine === 'kubernetes' ? askedOfAnswers(answers, clusters)?.facts : undefined;
	if (!facts) return [];
	switch (resourceFields[form.at]?.key) {
		case 'gpu':
			return suggestGpus(facts, answers);
		case 'nodeSelector':
			return suggestLabels(facts, answers);
		case 'serviceAccount':
			return suggestAccounts(facts, answers);
		default:
			return [];
	}
}

/** The fields after a key or a paste: down leads from a field through what is offered for it to the next one. Undefined when it means nothing to them. */
export function editFields({form, offer}: FormEditor, press: Press, offers: number): FormEditor | undefined {
	const name = press.type === 'key' ? press.name : 'paste';
	const isDown = name === 'down' || (name === 'j' && !form.typing);
	if (offer === undefined || offers === 0) {
		if (isDown && offers > 0) return {type: 'form', form: leaveField(form), offer: 0};
		const next = editForm(form, press);
		return next && {type: 'form', form: next};
	}
	const at = Math.min(offer, offers - 1);
	if (name === 'paste') return editFields({type: 'form', form: formEditOf(form.values, form.at)}, press, offers);
	if (name === 'up' || name === 'k') return at === 0 ? {type: 'form', form: formEditOf(form.values, form.at)} : {type: 'form', form, offer: at - 1};
	if (isDown && at < offers - 1) return {type: 'form', form, offer: at + 1};
	if (isDown) return form.at === form.values.length - 1 ? {type: 'form', form, offer: at} : {type: 'form', form: formEditOf(form.values, form.at + 1)};
	if (name === 'home') return {type: 'form', form, offer: 0};
	return name === 'end' ? {type: 'form', form, offer: offers - 1} : undefined;
}
