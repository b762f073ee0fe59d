import {Text} from 'ink';
import type {Symbols} from '../../terminal/symbols.ts';
import type {WizardState} from '../../wizard/wizard-state.ts';
import {wrapWords} from '../parts/wrap-words.ts';
import {Spinner} from './cluster-line.tsx';
import type {Editor} from './editor.ts';
import {nameSource} from './known-names.ts';
import {nodesText} from './nodes-text.ts';
import {askedOfAnswers} from './place-choices.ts';
import {resourceFields} from './resource-fields.ts';
import type {WizardContext} from './screen-state.ts';

/** What the cluster adds to a question, in lines. */
export type Note = {readonly lines: readonly string[]; readonly isAsking?: boolean};

/** What is said of the cluster below the editor of a step, at most so many lines of `width` cells; no lines where it has nothing to say. */
export function clusterNoteOf(wizard: WizardState, editor: Editor, context: WizardContext, width: number, most: number): Note {
	const {lines, ...rest} = wholeNote(wizard, editor, context, width);
	return {lines: lines.slice(0, most), ...rest};
}

function wholeNote(wizard: WizardState, editor: Editor, context: WizardContext, width: number): Note {
	const {step, answers} = wizard;
	if (step === 'secrets' || step === 'configmaps') {
		const source = nameSource(step, wizard, context);
		return source ? {lines: wrapWords(source.text, width - 2), ...(source.isAsking && {isAsking: true})} : {lines: []};
	}
	if (editor.type !== 'form') return {lines: []};
	const asked = askedOfAnswers(answers, context.clusters);
	return {lines: asked ? nodesText(asked, answers, resourceFields[editor.form.at]?.key).flatMap(line => wrapWords(line, width - 2)) : []};
}

/** The note, dim, with a blank line above. */
export function ClusterNote({note: {lines, isAsking}, symbols}: {readonly note: Note; readonly symbols: Symbols}) {
	if (lines.length === 0) return null;
	return (
		<>
			<Text> </Text>
			{lines.map((line, index) => (
				<Text key={index} dimColor wrap="truncate">
					{isAsking && index === 0 ? <Spinner symbols={symbols} /> : null}
					{isAsking && index === 0 ? ` ${line}` : line}
				</Text>
			))}
		</>
	);
}
