import {cacheFolder, configFolder, dataFolder, stateFolder} from '../engines/data-folders.ts';
import {type DockerfileLine, dockerfileOf, dockerfileText} from '../image/dockerfile.ts';
import {imageProblems} from '../image/image-problems.ts';
import {needsBuild} from '../image/needs-build.ts';
import {createImagePlan} from '../image/plan.ts';
import {checkPolyaxonfile} from '../polyaxonfile/check-file.ts';
import {inOrder} from '../polyaxonfile/document.ts';
import {isError} from '../polyaxonfile/problem.ts';
import {sanitiseLine, sanitiseText} from '../terminal/sanitise.ts';
import {createStyle} from '../terminal/style.ts';
import type {World} from '../world.ts';
import {loadPolyaxonfiles} from './load-polyaxonfile.ts';
import {located} from './located.ts';
import {parseOverrides} from './overrides.ts';
import {printFindings} from './print-findings.ts';

/** Prints the Dockerfile of a polyaxonfile and the code of this folder; with `explain` why each line is there. Exit code 2 when no image can be built of it. */
export async function dockerfileCommand(
	world: World,
	options: {readonly file?: readonly string[]; readonly param?: readonly string[]; readonly explain?: boolean},
): Promise<number> {
	const overrides = parseOverrides(options.param);
	const [source, ...others] = await loadPolyaxonfiles(world, options.file);
	const over = others.map(({text, shown}) => ({text, file: shown}));
	const {rendered, document, problems: checked} = checkPolyaxonfile(source.text, {file: source.shown, overrides, over});
	const problems = [...source.problems, ...checked];
	const wish = {text: source.text, shown: source.shown, over};
	if (!rendered || problems.some(isError)) {
		printFindings(world, problems, wish);
		return 2;
	}
	const ownFolders = [dataFolder, cacheFolder, stateFolder, configFolder].map(folder => folder(world));
	const image = await createImagePlan(rendered, world.cwd, new AbortController().signal, ownFolders);
	const found = located(imageProblems(image), document);
	printFindings(world, [...source.problems, ...inOrder([...checked, ...found], document)], wish);
	if (found.some(isError)) return 2;
	if (!needsBuild(image)) world.stderr.write(`Nothing is baked: ${sanitiseLine(image.base ?? '')} is run as it is, without a build.\n`);
	// A file or pipe gets the very bytes that a builder would
	const shown = 'isTTY' in world.stdout && world.stdout.isTTY ? sanitiseText : (text: string) => text;
	world.stdout.write(options.explain ? explained(world, dockerfileOf(image), shown) : shown(dockerfileText(image)));
	return 0;
}

/** The reason of lines as a comment before them, so that it is still a Dockerfile. */
function explained(world: World, lines: readonly DockerfileLine[], shown: (text: string) => string): string {
	const style = createStyle(world);
	return lines
		.map(({text, reason}, index) => {
			const isSame = reason === lines[index - 1]?.reason;
			const comment = isSame ? '' : `${index === 0 ? '' : '\n'}${style.dim(`# ${sanitiseLine(reason)}`)}\n`;
			return `${comment}${shown(text)}\n`;
		})
		.join('');
}
