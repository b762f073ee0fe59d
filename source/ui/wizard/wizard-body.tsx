import {Box} from 'ink';
import type {Symbols} from '../../terminal/symbols.ts';
import type {RailRow} from '../../wizard/wizard-state.ts';
import {ClusterPane} from './cluster-pane.tsx';
import {isTyping} from './editor.ts';
import {viewNames} from './editor-keys.ts';
import type {FileCheck} from './file-check.ts';
import {type Layout, previewBoxOf} from './layout.ts';
import {placeOfAnswers} from './place-choices.ts';
import type {PreviewLine} from './preview-lines.ts';
import {PreviewPane} from './preview-pane.tsx';
import {QuestionPane} from './question-pane.tsx';
import {Rail} from './rail.tsx';
import {ReviewPane} from './review-pane.tsx';
import type {ScreenState, WizardContext} from './screen-state.ts';
import {severityBySteps} from './step-problems.ts';

type Props = {
	readonly state: ScreenState;
	readonly rail: readonly RailRow[];
	readonly check: FileCheck;
	readonly lines: readonly PreviewLine[];
	readonly context: WizardContext;
	readonly layout: Layout;
	readonly symbols: Symbols;
};

/** Rail, question and polyaxonfile side by side; in a narrow window the last two take turns. */
export function WizardBody({state, rail, check, lines, context, layout, symbols}: Props) {
	const {wizard, previewTop, showsPreview} = state;
	const isWide = layout.preview > 0;
	const isReview = wizard.step === 'review';
	const isCluster = state.editor.type === 'review' && state.editor.view === 'cluster';
	const preview = isCluster ? (
		<ClusterPane
			review={context.clusterReview}
			place={placeOfAnswers(wizard.answers, context.clusters)}
			scrolledTo={previewTop}
			{...previewBoxOf(layout, showsPreview)}
			symbols={symbols}
		/>
	) : (
		<PreviewPane
			file={wizard.file}
			note={noteOf(state, check)}
			lines={lines}
			scrolledTo={previewTop}
			check={check}
			{...previewBoxOf(layout, showsPreview)}
			symbols={symbols}
		/>
	);
	const question = (height: number) =>
		isReview ? (
			<ReviewPane state={state} check={check} context={context} width={layout.question} height={height} symbols={symbols} />
		) : (
			<QuestionPane state={state} context={context} width={layout.question} height={height} symbols={symbols} />
		);
	return (
		<Box height={layout.body} flexShrink={0}>
			<Rail
				rows={rail}
				severities={severityBySteps(check.problems)}
				isFileBroken={check.errors > 0}
				isTyping={isTyping(state.editor)}
				width={layout.rail}
				height={layout.body}
				symbols={symbols}
			/>
			{isWide ? (
				<>
					{question(layout.body)}
					{preview}
				</>
			) : showsPreview ? (
				preview
			) : (
				<Box flexDirection="column">
					{isReview ? preview : null}
					{question(isReview ? layout.review : layout.body)}
				</Box>
			)}
		</Box>
	);
}

function noteOf({wizard: {existing}, editor}: ScreenState, {text}: FileCheck): string {
	if (editor.type === 'review' && editor.view === 'dockerfile') return viewNames.dockerfile;
	if (!existing) return 'new file';
	if (existing.text === text) return 'unchanged';
	if (editor.type !== 'review') return 'changed';
	return viewNames[editor.view];
}
