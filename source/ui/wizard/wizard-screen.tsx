import {Box, useWindowSize} from 'ink';
import {useEffect, useMemo} from 'react';
import type {Symbols} from '../../terminal/symbols.ts';
import type {Draft} from '../../wizard/draft.ts';
import {questionOf} from '../../wizard/questions.ts';
import {railOf, type WizardState} from '../../wizard/wizard-state.ts';
import {hintsOf} from '../keymap.ts';
import {KeyHints} from '../parts/key-hints.tsx';
import {TooSmall} from '../parts/too-small.tsx';
import {withClusterLines} from './cluster-lines.ts';
import {checkFile} from './file-check.ts';
import {HeaderBar, Rule} from './header-bar.tsx';
import {keysNow} from './keys-now.ts';
import {layoutOf} from './layout.ts';
import {placeOfAnswers} from './place-choices.ts';
import {previewLinesOf, previewSourceOf} from './preview-lines.ts';
import {type EngineChoice, isTooSmall, smallest, type WizardContext, type WizardEvent} from './screen-state.ts';
import {StartQuestion} from './start-question.tsx';
import {useWizardScreen} from './use-wizard-screen.ts';
import {WizardBody} from './wizard-body.tsx';
import {WizardDialog} from './wizard-dialog.tsx';

/** What the wizard is given. It changes nothing outside itself: all that follows is the caller's, who hears of it by `onEvent`. */
export type WizardScreenProps = {
	readonly initialState: WizardState;
	/** Of an earlier wizard in this folder: asked about first. */
	readonly draft?: Draft;
	/** May grow while the engines are being probed. */
	readonly engines: readonly EngineChoice[];
	/** Names of secrets and configmaps that are known; never values. */
	readonly knownRefs: WizardContext['knownRefs'];
	/** Grows while images are looked up. */
	readonly images?: WizardContext['images'];
	/** Grows while clusters are asked; absent without a kubeconfig. */
	readonly clusters?: WizardContext['clusters'];
	/** The green and red list of the run, on kubernetes. */
	readonly clusterReview?: WizardContext['clusterReview'];
	readonly needsRegistry?: WizardContext['needsRegistry'];
	readonly symbols: Symbols;
	/** Milliseconds since 1970. */
	readonly now: number;
	/** The user's home folder, shown as `~`. */
	readonly home?: string;
	onEvent(event: WizardEvent): void;
	/** Hears of each state, also of the first one. */
	onSeen?(wizard: WizardState): void;
	/** Ctrl-L. */
	onRepaint(): void;
	/** Ctrl-Z. */
	onSuspend(): void;
};

/** The wizard: all steps, the question of the current one, and the polyaxonfile that grows. */
export function WizardScreen(props: WizardScreenProps) {
	const {initialState, draft, engines, knownRefs, images, clusters, clusterReview, needsRegistry, symbols, now, home, onEvent, onSeen, onRepaint, onSuspend} =
		props;
	const size = useWindowSize();
	const context: WizardContext = {
		engines,
		knownRefs,
		size,
		...(draft ? {draft} : {}),
		...(images && {images}),
		...(clusters && {clusters}),
		...(clusterReview && {clusterReview}),
		...(needsRegistry && {needsRegistry}),
	};
	const state = useWizardScreen(initialState, context, event => {
		if (event.type === 'repaint') onRepaint();
		else if (event.type === 'suspend') onSuspend();
		else onEvent(event);
	});
	const {wizard, start, dialog} = state;
	const {answers, facts, existing} = wizard;
	// biome-ignore lint/correctness/useExhaustiveDependencies: who hears of it may be another one at each drawing
	useEffect(() => {
		onSeen?.(wizard);
	}, [wizard]);
	const check = useMemo(() => checkFile({answers, facts, existing}), [answers, facts, existing]);
	const {file, existing: text, before, view, facts: seen} = previewSourceOf(state);
	const lines = useMemo(
		() => previewLinesOf({file, existing: text, before, view, facts: seen}, withClusterLines(check, clusterReview)),
		[file, text, before, view, seen, check, clusterReview],
	);

	if (isTooSmall(size)) return <TooSmall size={size} smallest={smallest} of="the wizard" />;
	const layout = layoutOf(size, wizard.step);
	const bindings = keysNow(state, context, symbols);
	return (
		<Box width={size.columns} height={size.rows} flexDirection="column" overflow="hidden">
			<HeaderBar facts={facts} home={home} place={placeOfAnswers(answers, clusters)} width={size.columns} symbols={symbols} />
			{start && draft ? (
				<StartQuestion draft={draft} now={now} hasFile={existing !== undefined} at={start.at} width={size.columns} height={layout.body} symbols={symbols} />
			) : (
				<WizardBody state={state} rail={railOf(wizard)} check={check} lines={lines} context={context} layout={layout} symbols={symbols} />
			)}
			<Rule width={size.columns} symbols={symbols} />
			<KeyHints hints={hintsOf(bindings)} width={size.columns} rows={layout.footer} />
			{dialog ? (
				<WizardDialog
					dialog={dialog}
					question={questionOf(wizard.step)}
					rail={railOf(wizard)}
					keysBelow={keysNow({...state, dialog: undefined}, context, symbols)}
					keys={bindings}
					state={state}
					context={context}
					screen={size}
					symbols={symbols}
				/>
			) : null}
		</Box>
	);
}
