import {isSetupFile} from '../../image/step-files.ts';
import type {Found, FoundCommand} from '../facts.ts';
import type {Folder} from './folder.ts';

const usualNames = ['run.sh', 'train.sh', 'start.sh', 'main.sh', 'entrypoint.sh'];

/** Shell scripts at the top of the folder, `run.sh` first; the ones that set up the image are not among them. */
export function findShellScripts(folder: Folder): ReadonlyArray<Found<FoundCommand>> {
	const names = folder.paths.filter(path => !path.includes('/') && /^[\w.-]+\.(?:sh|bash)$/.test(path) && !isSetupFile(path));
	const rank = (name: string) => (usualNames.includes(name) ? usualNames.indexOf(name) : usualNames.length);
	return [...names]
		.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
		.map(name => ({value: {command: `/bin/bash ${name}`, declarations: []}, foundIn: name}));
}
