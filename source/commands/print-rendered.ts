import type {CheckedFile} from '../polyaxonfile/check-file.ts';
import type {Combination} from '../polyaxonfile/group.ts';
import {printYaml} from '../polyaxonfile/print-yaml.ts';
import {renderSpecification} from '../polyaxonfile/render.ts';
import type {Specification} from '../polyaxonfile/specification.ts';
import {sanitiseText} from '../terminal/sanitise.ts';
import type {Style} from '../terminal/style.ts';

/** What a valid file comes to, for a person: all of it with its templates evaluated, the line that bash gets, and what an image is made of. */
export function renderedLines({specification, values = {}, rendered}: CheckedFile, style: Style): string {
	const {command, build} = rendered ?? {};
	const runs = specification?.group && commandsOf(specification);
	const parts: ReadonlyArray<readonly [title: string, text: string]> = [
		[runs ? 'specification of the first run' : 'specification', printYaml(values)],
		...(command === undefined || runs ? [] : [['command', `${command}\n`] as const]),
		...(runs ? [['runs', `${runs.join('\n')}\n`] as const] : []),
		...(build ? [['image', printYaml(build)] as const] : []),
	];
	return parts.map(([title, text]) => `${style.bold(title)}\n${sanitiseText(text).replaceAll(/^(?=.)/gm, '  ')}`).join('\n');
}

/** So many runs of a group are shown to a person. */
const mostShown = 20;
/** So many are given to a program. */
const mostGiven = 1000;

function commandsOf(specification: Specification): readonly string[] {
	const commands = firstRuns(specification, mostShown + 1).map(({command}) => command ?? '');
	return commands.length <= mostShown ? commands : [...commands.slice(0, mostShown), '…'];
}

function firstRuns(specification: Specification, most: number): ReadonlyArray<{readonly values: Combination; readonly command: string | null}> {
	const runs: {values: Combination; command: string | null}[] = [];
	for (const values of specification.group?.combinations() ?? []) {
		runs.push({values, command: renderSpecification(specification, values).rendered?.command ?? null});
		if (runs.length === most) break;
	}
	return runs;
}

/** The same for a program. */
export function renderedJson({specification, values = {}, rendered}: CheckedFile): object {
	return {
		...(specification?.group ? {firstRuns: firstRuns(specification, mostGiven)} : {}),
		specification: values,
		command: rendered?.command ?? null,
		image: rendered?.build ?? null,
		declarations: rendered?.declarations ?? {},
	};
}
