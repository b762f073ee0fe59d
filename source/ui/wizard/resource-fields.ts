import type {ResourceAnswers} from '../../wizard/answers.ts';

/** The fields of the step Resources, in their order. */
export const resourceFields: ReadonlyArray<{readonly key: keyof ResourceAnswers; readonly label: string; readonly example: string}> = [
	{key: 'cpu', label: 'cpu request', example: '0.5'},
	{key: 'cpuLimit', label: 'cpu limit', example: '2'},
	{key: 'memory', label: 'memory request', example: '512'},
	{key: 'memoryLimit', label: 'memory limit', example: '2Gi'},
	{key: 'gpu', label: 'gpu', example: '1'},
];

/** The fields' texts. */
export function valuesOf(resources: ResourceAnswers): readonly string[] {
	return resourceFields.map(({key}) => resources[key] ?? '');
}

/** The answer that the texts are; an empty one is no answer. */
export function resourcesOf(values: readonly string[]): ResourceAnswers {
	return Object.fromEntries(resourceFields.flatMap(({key}, index) => (values[index]?.trim() ? [[key, values[index].trim()]] : [])));
}
