import type {CheckedFile} from '../polyaxonfile/check-file.ts';
import {printYaml} from '../polyaxonfile/print-yaml.ts';
import {sanitiseText} from '../terminal/sanitise.ts';
import type {Style} from '../terminal/style.ts';

/** What a valid file comes to, for a person: all of it with its templates evaluated, the line that bash gets, and what an image is made of. */
export function renderedLines({values = {}, rendered}: CheckedFile, style: Style): string {
	const {command, build} = rendered ?? {};
	const parts: ReadonlyArray<readonly [title: string, text: string]> = [
		['specification', printYaml(values)],
		...(command === undefined ? [] : [['command', `${command}\n`] as const]),
		...(build ? [['image', printYaml(build)] as const] : []),
	];
	return parts.map(([title, text]) => `${style.bold(title)}\n${sanitiseText(text).replaceAll(/^(?=.)/gm, '  ')}`).join('\n');
}

/** The same for a program. */
export function renderedJson({values = {}, rendered}: CheckedFile): object {
	return {specification: values, command: rendered?.command ?? null, image: rendered?.build ?? null, declarations: rendered?.declarations ?? {}};
}
