import {checkPolyaxonfile} from '../polyaxonfile/check-file.ts';
import {locate} from '../polyaxonfile/document.ts';
import type {Combination, Group} from '../polyaxonfile/group.ts';
import {isList, isMapping, printValue} from '../polyaxonfile/print-value.ts';
import type {Problem} from '../polyaxonfile/problem.ts';
import type {Specification, Value} from '../polyaxonfile/specification.ts';
import {capabilitiesOf} from '../terminal/capabilities.ts';
import {grouped} from '../terminal/grouped.ts';
import {shellWord} from '../terminal/shell-word.ts';
import type {World} from '../world.ts';
import type {Wish} from './prepare-run.ts';

/** Values as -P gives them. */
export type Overrides = Readonly<Record<string, string>>;

/** So many runs of a group can be chosen from; whoever wants another one names its values with -P. */
const mostShown = 500;

/** A wish for one run: of a group the user chooses one, whose values become overrides. Undefined when none was chosen; a problem where nobody can be asked. */
export async function chooseRun(world: World, wish: Wish, isAsked: boolean): Promise<Wish | Problem | undefined> {
	const {specification, document} = checkPolyaxonfile(wish.text, {file: wish.shown, overrides: wish.overrides, over: wish.over});
	const group = specification?.group;
	if (!specification || !group) return wish;
	const strange = notInMatrix(specification.values, wish.overrides);
	if (strange) return strange;
	const choices = choicesOf(group, wish.overrides);
	const [first] = choices;
	if (first === undefined || choices.length === 1) return {...wish, overrides: {...wish.overrides, ...first}};
	if (!isAsked || !capabilitiesOf(world).isInteractive) return locate(document, oneAtATime(group, first));
	const {showGroupScreen} = await import('./show-group-screen.tsx');
	const chosen = await showGroupScreen(world, specification, countText(group), choices);
	return chosen && {...wish, overrides: {...wish.overrides, ...chosen}};
}

/** A value of -P that no run of the group has. What a distribution draws is not looked at: any number near may be meant. */
function notInMatrix({hptuning}: Specification['values'], given: Overrides): Problem | undefined {
	const matrix = isMapping(hptuning) && isMapping(hptuning.matrix) ? hptuning.matrix : {};
	for (const [name, value] of Object.entries(given)) {
		const option = matrix[name];
		const known = isMapping(option) && isList(option.values ?? null) ? (option.values as readonly Value[]).map(printValue) : undefined;
		if (!known || known.includes(value)) continue;
		const message = `-P ${name}=${value}: no run of the group has this value.`;
		return {code: 'bad-parameter', severity: 'error', path: [], message, hint: `The matrix has: ${known.join(', ')}. To try another value, add it there.`};
	}
	return undefined;
}

/** The values of different runs, as -P would give them; what is given already stays as it is. */
function choicesOf(group: Group, given: Wish['overrides']): readonly Overrides[] {
	const found = new Map<string, Overrides>();
	let made = 0;
	for (const combination of group.combinations()) {
		const values = {...overridesOf(combination), ...given};
		found.set(JSON.stringify(values), values);
		if (++made >= mostShown) break;
	}
	return [...found.values()];
}

function overridesOf(combination: Combination): Overrides {
	return Object.fromEntries(Object.entries(combination).map(([name, value]) => [name, printValue(value)]));
}

function oneAtATime(group: Group, first: Overrides): Problem {
	const flags = Object.entries(first).map(([name, value]) => `-P ${shellWord(`${name}=${value}`)}`);
	return {
		code: 'group-of-runs',
		severity: 'error',
		path: ['kind'],
		message: `This group means ${countText(group)}, and one at a time can be run here.`,
		hint: `Name the values of one: ${flags.join(' ')}`,
	};
}

/** `18 runs`. */
export function countText({count}: Pick<Group, 'count'>): string {
	if (!Number.isFinite(count)) return 'runs without end';
	return count === 1 ? '1 run' : `${grouped(count)} runs`;
}
