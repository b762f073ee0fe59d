import type {AskedPlace} from '../../wizard/clusters.ts';
import type {WizardState} from '../../wizard/wizard-state.ts';
import {askedOfAnswers} from './place-choices.ts';
import {placeText} from './place-text.ts';
import type {WizardContext} from './screen-state.ts';

/** The steps in which names of the namespace are ticked. */
export type RefStep = 'secrets' | 'configmaps';

/** Names of a step that are known: those of the settings, then those of the namespace. */
export function knownNames(
	step: RefStep,
	{answers, facts}: WizardState,
	{knownRefs, clusters}: Pick<WizardContext, 'knownRefs' | 'clusters'>,
): readonly string[] {
	const ofSettings = step === 'secrets' ? facts.secretRefs : facts.configmapRefs;
	return [...new Set([...knownRefs[step], ...ofSettings, ...(namesOf(step, askedOfAnswers(answers, clusters)) ?? [])])];
}

/** What stands behind a name: where it is known from, and its keys, whose values nobody reads. */
export function noteOfName(
	step: RefStep,
	name: string,
	{answers, facts}: WizardState,
	{knownRefs, clusters}: Pick<WizardContext, 'knownRefs' | 'clusters'>,
): string | undefined {
	const ofSettings = [...knownRefs[step], ...(step === 'secrets' ? facts.secretRefs : facts.configmapRefs)];
	const asked = askedOfAnswers(answers, clusters);
	const known = namesOf(step, asked);
	const keys = known?.includes(name) ? keysText(step, name, asked) : undefined;
	const isAway =
		known !== undefined && keys === undefined && answers.engine === 'kubernetes' && !ofSettings.includes(name) && answers[refsOf[step]].includes(name);
	const parts = [ofSettings.includes(name) ? 'named in the settings' : undefined, keys, isAway ? `not in the namespace ${asked?.namespace}` : undefined];
	const told = parts.filter(part => part !== undefined && part !== '');
	return told.length === 0 ? undefined : told.join(', ');
}

/** One line on the names of the namespace, or on why there are none; undefined without a cluster. */
export function nameSource(
	step: RefStep,
	{answers}: WizardState,
	{clusters}: Pick<WizardContext, 'clusters'>,
): {readonly text: string; readonly isAsking?: boolean} | undefined {
	const asked = askedOfAnswers(answers, clusters);
	if (!asked) return undefined;
	if (asked.isAsking && !asked.facts) return {text: `asking ${placeText(asked)} for its ${step}`, isAsking: true};
	const names = namesOf(step, asked);
	// Without the engine kubernetes a cluster that is away is nobody's business here
	if (asked.problems.length > 0) return answers.engine === 'kubernetes' ? {text: `${placeText(asked)} is not ready, so type the names`} : undefined;
	if (names === undefined) return {text: `${placeText(asked)} did not list its ${step} (your account may not, or it was too slow): type the names`};
	return {
		text: `${names.length} ${names.length === 1 ? step.slice(0, -1) : step} in ${placeText(asked)}${step === 'secrets' && names.length > 0 ? '; their values are not read' : ''}${tickedText(answers[refsOf[step]])}`,
	};
}

/** The list may be longer than the window. */
function tickedText(names: readonly string[]): string {
	return names.length === 0 ? '' : `; ticked: ${names.join(', ')}`;
}

const refsOf = {secrets: 'secretRefs', configmaps: 'configmapRefs'} as const;

function namesOf(step: RefStep, asked: AskedPlace | undefined): readonly string[] | undefined {
	return asked?.facts?.[step]?.map(({name}) => name);
}

function keysText(step: RefStep, name: string, asked: AskedPlace | undefined): string {
	if (step === 'configmaps') {
		const keys = asked?.facts?.configmaps?.find(each => each.name === name)?.keys;
		return keys === undefined ? '' : keys.length === 0 ? 'no keys' : keys.join(', ');
	}
	const secret = asked?.facts?.secrets?.find(each => each.name === name);
	if (!secret) return '';
	return `${secret.keys} ${secret.keys === 1 ? 'key' : 'keys'}${secret.type === 'Opaque' ? '' : `, ${secret.type}`}`;
}
