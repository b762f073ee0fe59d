import {bakedStepFiles, codeRoot} from './baked-code.ts';
import {envInstruction, runInstruction, whyNoEnv} from './instruction.ts';
import type {ImagePlan} from './plan.ts';
import {isReference} from './reference.ts';
import {isSetupFile} from './step-files.ts';
import {isLongStep, scriptPath, stepInstruction} from './step-scripts.ts';

/** One line of a Dockerfile, and why it is there. */
export type DockerfileLine = {readonly text: string; readonly reason: string};

/**
 * The Dockerfile of an image, in the order of the platform's (polyaxon-dockerizer): the code comes last, so that a change of the code runs no step again.
 * What cannot be written down safely is left out, and is an error of `imageProblems`.
 */
export function dockerfileOf(image: ImagePlan): readonly DockerfileLine[] {
	const {dockerfile, ownDockerfile} = image;
	if (dockerfile !== undefined) return (ownDockerfile ?? '').split('\n').map(text => ({text, reason: 'your own Dockerfile, as it is'}));
	return [
		// Directives of the parser, such as "# escape=", count before the first comment only
		{text: '# Made by polyaxon-tui', reason: 'ends what a parser would take for its directives'},
		...from(image),
		...language(image),
		{text: envInstruction('SHELL', '/bin/bash'), reason: 'the shell of programs that ask for one; steps are run by /bin/sh, as on the platform'},
		...variables(image),
		{text: `WORKDIR ${workFolder}`, reason: 'steps and command start here'},
		...stepFiles(image),
		...steps(image),
		{text: `COPY ${codeRoot} ${workFolder}`, reason: 'your code, last: when only the code changes, no step is run again'},
	];
}

/** The text of the Dockerfile. */
export function dockerfileText(image: ImagePlan): string {
	if (image.dockerfile !== undefined) return image.ownDockerfile ?? '';
	return dockerfileOf(image)
		.map(({text}) => `${text}\n`)
		.join('');
}

/** Where the code stands in the image. */
const workFolder = '/code';
/** Where scripts of long steps stand in the image. */
const scriptFolder = '/plx';

function from({base}: ImagePlan): readonly DockerfileLine[] {
	return base !== undefined && isReference(base) ? [{text: `FROM ${base}`, reason: 'image: what it starts from'}] : [];
}

function language({langEnv}: ImagePlan): readonly DockerfileLine[] {
	if (langEnv === undefined || whyNoEnv(langEnv)) return [];
	return ['LC_ALL', 'LANG', 'LANGUAGE'].map(name => ({text: envInstruction(name, langEnv), reason: 'lang_env: the locale'}));
}

function variables({env}: ImagePlan): readonly DockerfileLine[] {
	const baked = env.filter(([name, value]) => isEnvName(name) && !whyNoEnv(value));
	return baked.map(([name, value]) => ({text: envInstruction(name, value), reason: 'env_vars: for steps and command'}));
}

/** Whether a name can stand in an ENV instruction. */
export function isEnvName(name: string): boolean {
	return /^[A-Za-z_]\w*$/.test(name);
}

function stepFiles(image: ImagePlan): readonly DockerfileLine[] {
	return bakedStepFiles(image).map(({path}) => ({
		text: `COPY ${codeRoot}/${path} ${workFolder}/`,
		reason: isSetupFile(path) ? 'build steps can run it' : 'build steps can read it',
	}));
}

function steps({steps}: ImagePlan): readonly DockerfileLine[] {
	return steps.flatMap((step, index) => {
		const reason = `build step ${index + 1} of ${steps.length}`;
		if (!isLongStep(step)) return [{text: stepInstruction(step), reason}];
		const script = `${scriptFolder}/step-${index + 1}.sh`;
		return [
			{text: `COPY ${scriptPath(index)} ${script}`, reason: `${reason}, which is too long for a line`},
			{text: runInstruction(['/bin/sh', script]), reason},
		];
	});
}
