import {renderSpecification} from '../polyaxonfile/render.ts';
import type {Specification} from '../polyaxonfile/specification.ts';
import {sanitiseLine} from '../terminal/sanitise.ts';
import {GroupScreen} from '../ui/group/group-screen.tsx';
import {showScreen} from '../ui/painter/show.tsx';
import type {World} from '../world.ts';
import type {Overrides} from './choose-run.ts';
import {lookOf} from './look.ts';

/** Shows the runs of a group until one is chosen, or undefined when none is. `count` says how many there are. */
export async function showGroupScreen(
	world: World,
	specification: Specification,
	count: string,
	choices: readonly Overrides[],
): Promise<Overrides | undefined> {
	let chosen: Overrides | undefined;
	const commandOf = (values: Overrides) => renderSpecification({...specification, parameters: {...specification.parameters, ...values}}).rendered?.command;
	const runs = choices.map(values => ({
		values: sanitiseLine(
			Object.entries(values)
				.map(([name, value]) => `${name}=${value}`)
				.join('  '),
		),
		command: () => sanitiseLine(commandOf(values) ?? ''),
	}));
	await showScreen(world, ({leave}) => (
		<GroupScreen
			count={count}
			runs={runs}
			symbols={lookOf(world).symbols}
			onChoose={index => {
				chosen = choices[index];
				leave();
			}}
			onQuit={leave}
		/>
	));
	return chosen;
}
