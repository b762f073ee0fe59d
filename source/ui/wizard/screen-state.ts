import type {EngineName} from '../../engines/engine.ts';
import type {Problem} from '../../polyaxonfile/problem.ts';
import type {Answers} from '../../wizard/answers.ts';
import type {ClusterReview} from '../../wizard/cluster-review.ts';
import type {Clusters} from '../../wizard/clusters.ts';
import type {Draft} from '../../wizard/draft.ts';
import type {Facts} from '../../wizard/facts.ts';
import type {StepId, WizardState} from '../../wizard/wizard-state.ts';
import type {PickEdit} from '../parts/pick-edit.ts';
import {type Editor, editorOf} from './editor.ts';

/** What the review can end with. */
export type EndAction = 'write' | 'write-and-run' | 'run';

/** What the wizard tells its caller. The wizard itself writes nothing. `draft` comes at each change, and before `quit`. */
export type WizardEvent =
	| {readonly type: 'draft'; readonly state: WizardState}
	| {readonly type: 'done'; readonly action: EndAction; readonly state: WizardState}
	| {readonly type: 'quit'; readonly state: WizardState};

/** One place to run, what keeps it from working (empty: ready), and why it is proposed. */
export type EngineChoice = {readonly name: EngineName; readonly problems: readonly Problem[]; readonly reason: string};

/** What the wizard is told and never changes. */
export type WizardContext = {
	readonly engines: readonly EngineChoice[];
	readonly knownRefs: {readonly secrets: readonly string[]; readonly configmaps: readonly string[]};
	readonly size: {readonly columns: number; readonly rows: number};
	readonly draft?: Draft;
	/** What was found out about images since the wizard began. */
	readonly images?: Pick<Facts, 'localImages' | 'missingImages'>;
	/** Grows while clusters are asked; absent without a kubeconfig. */
	readonly clusters?: Clusters;
	/** How the run of the answers stands with its cluster; absent before the review, and on other engines. */
	readonly clusterReview?: ClusterReview;
	/** The settings name no registry, and leave the choice of the builder open. */
	readonly needsRegistry?: boolean;
};

/** Everything that the wizard's screen shows. */
export type ScreenState = {
	readonly wizard: WizardState;
	readonly editor: Editor;
	/** The question whether to go on with the draft, before all others. */
	readonly start?: {readonly at: number};
	readonly dialog?:
		| {readonly type: 'help'; readonly top: number}
		| {readonly type: 'go'}
		| {readonly type: 'confirm'; readonly action: EndAction}
		| {readonly type: 'namespace'; readonly pick: PickEdit}
		| {readonly type: 'registry'; readonly pick: PickEdit};
	/** What Enter stayed with because it is an error; as long as it is the same, the next Enter goes on. */
	readonly held?: Editor;
	/** In a narrow window: the polyaxonfile instead of the question. */
	readonly showsPreview: boolean;
	/** First line of the polyaxonfile in sight; undefined follows the changed lines. */
	readonly previewTop?: number;
	/** The answers before the last changed step, to mark what that changed. */
	readonly before?: {readonly step: StepId; readonly answers: Answers};
};

/** The first screen: a question about the draft when there is one. */
export function startScreen(wizard: WizardState, context: WizardContext): ScreenState {
	const state = {wizard, editor: editorOf(wizard, context), showsPreview: false};
	return context.draft ? {...state, start: {at: 0}} : state;
}

/** The wizard that goes on where the draft stopped, in today's folder. */
export function withDraft(wizard: WizardState, draft: Draft): WizardState {
	return {...wizard, answers: {...wizard.answers, ...draft.answers}, step: draft.step, visited: draft.visited};
}

/** The smallest window, in cells, in which the wizard can be used. */
export const smallest = {columns: 60, rows: 16};

/** Whether the window is too small to show anything useful. */
export function isTooSmall({columns, rows}: WizardContext['size']): boolean {
	return columns < smallest.columns || rows < smallest.rows;
}

/** Whether question and polyaxonfile stand side by side. */
export function isWide({columns}: WizardContext['size']): boolean {
	return columns >= 100;
}
