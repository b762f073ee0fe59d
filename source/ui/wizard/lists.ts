import type {Answers} from '../../wizard/answers.ts';
import type {ListShape, Row} from '../parts/list-edit.ts';
import {declarationRows, envVarRows, stepRows} from './pasted-rows.ts';

/** A step that is answered with a list: how its rows are made from the answers, and back. */
type ListStep = Omit<ListShape, 'offers'> & {
	/** What one row is called: "add a step". */
	readonly noun: string;
	/** What stands between the cells. */
	readonly between: string;
	/** Shown in an empty cell in which is typed. */
	readonly placeholders: readonly string[];
	rowsOf(answers: Answers): readonly Row[];
	/** Whole rows only: none that is empty. */
	answersOf(rows: readonly Row[]): Partial<Answers>;
};

/** The steps that are lists. */
export const listSteps = {
	buildSteps: {
		cells: 1,
		noun: 'a step',
		between: '',
		placeholders: ['pip install -r requirements.txt'],
		parse: stepRows,
		rowsOf: ({buildSteps}) => buildSteps.map(step => [step]),
		answersOf: rows => ({buildSteps: rows.map(([step = '']) => step)}),
	},
	envVars: {
		cells: 2,
		noun: 'a variable',
		between: '=',
		placeholders: ['NAME', 'value'],
		parse: envVarRows,
		rowsOf: ({envVars}) => envVars.map(({name, value}) => [name, value]),
		answersOf: rows => ({envVars: rows.map(([name = '', value = '']) => ({name: name.trim(), value}))}),
	},
	declarations: {
		cells: 2,
		noun: 'a declaration',
		between: ' = ',
		placeholders: ['name', 'value'],
		parse: declarationRows,
		rowsOf: ({declarations}) => declarations.map(({name, value}) => [name, value]),
		answersOf: rows => ({declarations: rows.map(([name = '', value = '']) => ({name: name.trim(), value}))}),
	},
} as const satisfies Record<string, ListStep>;

/** The names of the steps that are lists. */
export type ListStepId = keyof typeof listSteps;

/** The row of the table. */
export function listStepOf(step: ListStepId): ListStep {
	return listSteps[step];
}

/** Whether the step is answered with a list. */
export function isListStep(step: string): step is ListStepId {
	return Object.hasOwn(listSteps, step);
}
