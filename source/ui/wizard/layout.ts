import type {StepId} from '../../wizard/wizard-state.ts';
import {reviewActions} from './review-actions.ts';
import {isWide, type WizardContext} from './screen-state.ts';

/** Cells of the wizard's columns and rows; `preview` is 0 where it has no column of its own. */
export type Layout = {
	readonly rail: number;
	readonly question: number;
	readonly preview: number;
	/** Rows between header and footer. */
	readonly body: number;
	readonly footer: number;
	/** Rows of the review where it stands below the polyaxonfile, else 0. */
	readonly review: number;
};

/** A rail of short names. */
const shortRail = 14;
const headerRows = 2;
const ruleRows = 1;

/** Divides the window. The review needs room for the file rather than for what the steps were answered with. */
export function layoutOf({columns, rows}: WizardContext['size'], step: StepId): Layout {
	const footer = columns < 140 ? 2 : 1;
	const body = rows - headerRows - ruleRows - footer;
	const isReview = step === 'review';
	if (!isWide({columns, rows})) {
		const question = columns - shortRail;
		return {rail: shortRail, question, preview: 0, body, footer, review: isReview ? narrowReview(body) : 0};
	}
	const rail = isReview ? shortRail : Math.min(36, Math.max(26, Math.floor(columns * 0.25)));
	const question = Math.min(72, Math.floor((columns - rail) * (isReview ? 0.42 : 0.55)));
	return {rail, question, preview: columns - rail - question, body, footer, review: 0};
}

/** Cells of the polyaxonfile as it is shown now, its frame included. */
export function previewBoxOf({question, preview, body, review}: Layout, showsPreview: boolean): {readonly width: number; readonly height: number} {
	if (preview > 0) return {width: preview, height: body};
	return {width: question, height: showsPreview ? body : body - review};
}

/** The title, the actions, and the facts for which there is room. */
function narrowReview(body: number): number {
	return 1 + reviewActions.length + Math.max(0, Math.min(6, Math.floor((body - 11) / 4)));
}
