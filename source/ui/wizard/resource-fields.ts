import type {Answers, ResourceAnswers} from '../../wizard/answers.ts';

/** The name of a field of the step Resources. */
export type ResourceField = keyof ResourceAnswers | 'nodeSelector' | 'serviceAccount';

/** The fields of the step Resources, in their order. */
export const resourceFields: ReadonlyArray<{readonly key: ResourceField; readonly label: string; readonly example: string}> = [
	{key: 'cpu', label: 'cpu request', example: '0.5'},
	{key: 'cpuLimit', label: 'cpu limit', example: '2'},
	{key: 'memory', label: 'memory request', example: '512'},
	{key: 'memoryLimit', label: 'memory limit', example: '2Gi'},
	{key: 'gpu', label: 'gpu', example: '1'},
	{key: 'nodeSelector', label: 'node selector', example: 'disk=ssd, zone=a'},
	{key: 'serviceAccount', label: 'service account', example: 'trainer'},
];

/** The fields' texts. */
export function valuesOf(answers: Pick<Answers, 'resources' | 'nodeSelector' | 'serviceAccount'>): readonly string[] {
	return resourceFields.map(({key}) => (key === 'nodeSelector' || key === 'serviceAccount' ? answers[key] : (answers.resources[key] ?? '')));
}

/** The answers that the texts are; an empty amount is no answer. */
export function resourcesOf(values: readonly string[]): Pick<Answers, 'resources' | 'nodeSelector' | 'serviceAccount'> {
	const texts = Object.fromEntries(resourceFields.map(({key}, index) => [key, values[index]?.trim() ?? ''] as const));
	const {nodeSelector = '', serviceAccount = '', ...amounts} = texts;
	return {resources: Object.fromEntries(Object.entries(amounts).filter(([, text]) => text !== '')), nodeSelector, serviceAccount};
}
