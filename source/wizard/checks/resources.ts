import type {Answers, ResourceAnswers} from '../answers.ts';
import {coresOf, devicesOf, mebibytesOf} from '../quantity.ts';
import {errorAt, type WizardProblem, warningAt} from '../wizard-problem.ts';

/** What is wrong with the amounts. */
export function problemsOfResources({resources}: Answers): readonly WizardProblem[] {
	return [
		...fields.flatMap(({key, read, message, hint}) => {
			const text = resources[key];
			return !text || read(text) !== undefined ? [] : [errorAt(['resources', key], 'quantity', `"${text}" is ${message}.`, hint)];
		}),
		...overLimit(resources, 'cpu', 'cpuLimit', coresOf),
		...overLimit(resources, 'memory', 'memoryLimit', mebibytesOf),
		...tinyMemory(resources),
	];
}

const cores = {read: coresOf, message: 'not an amount of cores', hint: 'Write cores, such as 0.5 or 500m.'};
const memory = {read: mebibytesOf, message: 'not an amount of memory', hint: 'Write Mi, such as 512, or a unit: 512Mi, 2Gi.'};
const fields: ReadonlyArray<{key: keyof ResourceAnswers; read: (text: string) => number | undefined; message: string; hint: string}> = [
	{key: 'cpu', ...cores},
	{key: 'cpuLimit', ...cores},
	{key: 'memory', ...memory},
	{key: 'memoryLimit', ...memory},
	{key: 'gpu', read: devicesOf, message: 'not a number of devices', hint: 'Write a whole number, such as 1.'},
];

function overLimit(
	resources: ResourceAnswers,
	request: 'cpu' | 'memory',
	limit: 'cpuLimit' | 'memoryLimit',
	read: (text: string) => number | undefined,
): readonly WizardProblem[] {
	const asked = read(resources[request] ?? '');
	const most = read(resources[limit] ?? '');
	if (asked === undefined || most === undefined || asked <= most) return [];
	const fix = {label: `make the limit ${resources[request]}`, answers: {resources: {...resources, [limit]: resources[request]}}};
	return [
		errorAt(
			['resources', limit],
			'limit-below-request',
			`The limit of ${request} is below the request.`,
			'Kubernetes refuses that. Raise the limit or lower the request.',
			fix,
		),
	];
}

function tinyMemory(resources: ResourceAnswers): readonly WizardProblem[] {
	return (['memory', 'memoryLimit'] as const).flatMap(key => {
		const text = resources[key]?.trim() ?? '';
		const amount = mebibytesOf(text);
		if (amount === undefined || amount >= 16) return [];
		const fix = /^\d+$/.test(text) ? {label: `make it ${text}Gi`, answers: {resources: {...resources, [key]: `${text}Gi`}}} : undefined;
		return [warningAt(['resources', key], 'memory-small', `${amount} Mi is less than Python needs to start.`, 'A number without a unit is in Mi.', fix)];
	});
}
