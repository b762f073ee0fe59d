import type {Problem} from '../../polyaxonfile/problem.ts';
import {type LeftOut, notUtf8} from '../code-folder.ts';
import type {ImagePlan} from '../plan.ts';

/** Files that the user may expect in the image, and that are not in it. */
export function fileProblems({leftOut, secretFiles, ignoreFile, context}: ImagePlan): readonly Problem[] {
	const prefix = context === undefined ? '' : `${context}/`;
	const isInside = ({path}: LeftOut) => path.startsWith(prefix);
	const [first, ...otherSecrets] = secretFiles.filter(isInside);
	const lost = leftOut.filter(isInside);
	const own = ignoreFile ?? '.polyaxonignore';
	return [
		...(first === undefined
			? []
			: [
					warning(
						'secret-files',
						`Not baked into the image, for they look like secrets: ${list([first, ...otherSecrets])}.`,
						`Leave them to secret_refs. To take one along all the same, write !${first.path} into ${own}.`,
					),
				]),
		...(lost.length === 0
			? []
			: [
					warning(
						'left-out',
						`Not baked into the image: ${list(lost)}.`,
						lost.every(({reason}) => reason === notUtf8) ? 'Rename them.' : 'Put the files themselves into the folder.',
					),
				]),
	];
}

function list(files: readonly LeftOut[]): string {
	const shown = files.slice(0, 5).map(({path, reason}) => `${path} (${reason})`);
	return `${shown.join(', ')}${files.length > shown.length ? ` and ${files.length - shown.length} more` : ''}`;
}

function warning(code: string, message: string, hint: string): Problem {
	return {code, severity: 'warning', message, hint, path: []};
}
