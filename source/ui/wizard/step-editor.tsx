import {Text} from 'ink';
import type {Symbols} from '../../terminal/symbols.ts';
import {type AnswerKind, kinds} from '../../wizard/answers.ts';
import type {WizardProblem} from '../../wizard/wizard-problem.ts';
import type {WizardState} from '../../wizard/wizard-state.ts';
import {Choice} from '../parts/choice.tsx';
import {FormFields} from '../parts/form-fields.tsx';
import {ListEditor} from '../parts/list-editor.tsx';
import {MultiChoice} from '../parts/multi-choice.tsx';
import {PickList} from '../parts/pick-list.tsx';
import type {RowProblem} from '../parts/row-problems.tsx';
import {TextField} from '../parts/text-field.tsx';
import {type Editor, offersOf} from './editor.ts';

import {noteOfName} from './known-names.ts';

import {isListStep, listStepOf} from './lists.ts';
import {placeChoices} from './place-choices.ts';
import {placeItems} from './place-items.ts';
import {resourceFields} from './resource-fields.ts';
import type {WizardContext} from './screen-state.ts';
import {answerIndex, isAbout} from './selection.ts';

type Props = {
	readonly wizard: WizardState;
	readonly editor: Editor;
	readonly context: WizardContext;
	readonly problems: readonly WizardProblem[];
	/** What stands behind a problem that a key can solve. */
	fixText(problem: WizardProblem): string | undefined;
	readonly width: number;
	readonly height: number;
	readonly symbols: Symbols;
};

/** What a kind is for, in a few words. */
const kindNotes: Readonly<Record<AnswerKind, string>> = {
	experiment: 'code with parameters',
	job: 'any other code',
	build: 'only the image, nothing is run',
};

/** The editor of the current step. */
export function StepEditor({wizard, editor, context, problems, fixText, width, height, symbols}: Props) {
	const toRow = (problem: WizardProblem): RowProblem => ({problem, fix: fixText(problem)});
	const problemsAt = (key: string | number | undefined) => (key === undefined ? [] : problems.filter(problem => isAbout(problem, key)).map(toRow));
	const size = {width, height, symbols};
	switch (editor.type) {
		case 'choice': {
			const kindItems = kinds.map(kind => ({label: kind.padEnd(10), note: kindNotes[kind]}));
			const items =
				wizard.step === 'kind' ? kindItems : placeItems(placeChoices(context.engines, context.clusters, editor.namespaces), context.clusters, symbols);
			if (items.length === 0) return <Text dimColor>looking at what works here</Text>;
			return <Choice items={items} at={editor.at} limit={height} width={width} symbols={symbols} />;
		}
		case 'text':
			return (
				<TextField
					edit={editor.edit}
					isFocused={editor.isTyping}
					isDim={editor.isSuggested ?? false}
					width={width}
					height={height}
					isWrapped={editor.isMultiline}
					placeholder={textHints[wizard.step]}
					symbols={symbols}
				/>
			);
		case 'list': {
			if (!isListStep(wizard.step)) return null;
			const {noun, between, placeholders} = listStepOf(wizard.step);
			const offers = offersOf(wizard).map(({label, foundIn}) => ({label, note: foundIn}));
			const names = {noun, between, placeholders, offers};
			return <ListEditor list={editor.list} {...names} {...size} problemsOf={row => problemsAt(answerIndex(editor, row))} />;
		}
		case 'checks': {
			const isSecret = wizard.step === 'secrets';
			const {answers} = wizard;
			const step = isSecret ? 'secrets' : 'configmaps';
			const names = isSecret ? answers.secretRefs : answers.configmapRefs;
			const noteOf = (name: string) => noteOfName(step, name, wizard, context);
			if (editor.search) {
				const {ticked} = editor.checks;
				const markOf = (name: string) => `[${ticked.includes(name) ? 'x' : ' '}] `;
				const list = {pick: editor.search, names: editor.checks.names, markOf, noteOf, placeholder: 'type to search'};
				return <PickList {...list} typedNote="another name" {...size} />;
			}
			const indexOf = (name: string) => (names.includes(name) ? names.indexOf(name) : undefined);
			return (
				<MultiChoice
					checks={editor.checks}
					noteOf={noteOf}
					problemsOf={name => problemsAt(indexOf(name))}
					placeholder={isSecret ? 'such as secret1' : 'such as configmap1'}
					{...size}
				/>
			);
		}
		case 'form':
			return (
				<FormFields
					form={editor.form}
					hasPointer={editor.offer === undefined}
					fields={resourceFields}
					problemsOf={field => problemsAt(resourceFields[field]?.key)}
					{...size}
				/>
			);
		case 'review':
			return null;
	}
}

const textHints: Readonly<Record<string, string>> = {image: 'such as python:3.11-slim', command: 'such as python3 train.py'};
