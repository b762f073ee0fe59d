import {printValue} from '../print-value.ts';
import type {Value} from '../specification.ts';
import {type Key, type NumberRule, type Stranger, section} from './rule.ts';

const cores: NumberRule = {
	type: 'number',
	isWhole: false,
	least: 0,
	fix: value => (/^\d+m$/.test(printValue(value)) ? `Write it in cores: ${Number.parseInt(printValue(value), 10) / 1000}.` : undefined),
};
const mebibytes: NumberRule = {type: 'number', isWhole: false, least: 0, fix: inMebibytes};
const devices: NumberRule = {type: 'number', isWhole: false, least: 0};

/** Kubernetes' units of memory, in Mi. */
const units: Readonly<Record<string, number>> = {
	k: 1e3 / 2 ** 20,
	ki: 2 ** -10,
	m: 1e6 / 2 ** 20,
	mi: 1,
	g: 1e9 / 2 ** 20,
	gi: 2 ** 10,
	t: 1e12 / 2 ** 20,
	ti: 2 ** 20,
};

function inMebibytes(value: Value): string | undefined {
	const [, amount, unit = ''] = /^([\d.]+)\s*([kmgt]i?)b?$/i.exec(printValue(value)) ?? [];
	const size = units[unit.toLowerCase()];
	return amount === undefined || size === undefined ? undefined : `Memory is a number of Mi without a unit: ${Math.round(Number(amount) * size)}.`;
}

const amounts = (rule: NumberRule, unit: string, ofLimits = rule) =>
	section({
		requests: {rule, description: `What is set aside for the run, in ${unit}.`},
		limits: {rule: ofLimits, description: `The most that the run may use, in ${unit}.`},
	});

/** Kubernetes hands a limit of 0 to the container's runtime, for which 0 is no limit. Of devices 0 are none. */
const unlimited = (rule: NumberRule): NumberRule => ({...rule, isNoneAtZero: true});

/** `environment.resources`: of each resource what is set aside and the most that may be used. */
export const resources = section(
	{
		cpu: {rule: amounts(cores, 'cores', unlimited(cores)), description: 'Processor cores.'},
		memory: {rule: amounts(mebibytes, 'Mi', unlimited(mebibytes)), description: 'Memory.'},
		gpu: {rule: amounts(devices, 'devices'), description: 'Graphics cards.'},
		tpu: {rule: amounts(devices, 'devices'), description: 'Tensor processors.'},
	} as const satisfies Readonly<Record<string, Key>>,
	{
		strangers: {
			requests: turned('requests'),
			limits: turned('limits'),
		},
	},
);

/** Kubernetes has it the other way round. */
function turned(name: string): Stranger {
	return {code: 'unknown-key', message: `"${name}" stands under each resource, not above it.`, hint: `Write "cpu: {${name}: 1}".`};
}
