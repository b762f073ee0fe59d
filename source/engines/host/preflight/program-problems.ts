import {existsSync} from 'node:fs';
import {join} from 'node:path';
import type {Problem} from '../../../polyaxonfile/problem.ts';
import type {World} from '../../../world.ts';
import {findProgram} from '../../processes/find-program.ts';
import type {Interpreter} from '../interpreter.ts';
import type {HostPlan} from '../plan.ts';

/** Programs that the plan needs and this computer does not have. */
export function checkPrograms(world: World, {environment}: HostPlan): readonly Problem[] {
	const shell = findProgram(world, 'bash') ? [] : [bashIsMissing];
	if (!environment?.needsPython) return shell;
	if (!environment.python) return [...shell, pythonIsMissing('error')];
	const isBuilt = existsSync(join(environment.folder, '.ok'));
	const canMakeVenv = environment.python.hasVenv || findProgram(world, 'uv') !== undefined;
	return isBuilt || canMakeVenv ? shell : [...shell, venvIsMissing(environment.python, 'error')];
}

/** The platform runs commands by /bin/bash: what sh makes of one may be something else, and nobody would see it. */
export const bashIsMissing: Problem = {
	code: 'bash-missing',
	severity: 'error',
	message: 'bash is not in your PATH, and commands are run by it.',
	hint: 'Install bash, or put its folder into PATH.',
	path: [],
};

/** No python3 that starts. */
export function pythonIsMissing(severity: Problem['severity']): Problem {
	const message =
		severity === 'error'
			? 'The build steps use Python, and there is no python3 in your PATH that starts.'
			: 'There is no python3 in your PATH that starts: build steps with pip or python cannot run.';
	return {
		code: 'python-missing',
		severity,
		message,
		hint: 'Install Python 3, or put its folder into PATH.',
		path: severity === 'error' ? ['build', 'build_steps'] : [],
	};
}

/** A Python without its venv parts, as Debian ships it. */
export function venvIsMissing({path, version}: Interpreter, severity: Problem['severity']): Problem {
	return {
		code: 'venv-missing',
		severity,
		message: `${path} (${version.split(' ')[0]}) cannot make virtual environments: its venv or ensurepip is not installed.`,
		hint: 'Install the package python3-venv (Debian, Ubuntu: apt install python3-venv), or uv.',
		path: severity === 'error' ? ['build', 'build_steps'] : [],
	};
}
