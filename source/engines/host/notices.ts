import type {End} from '../drive-phases.ts';
import type {HostPlan} from './plan.ts';

/** What it means that this engine has no images; undefined when the polyaxonfile names none. */
export function baseImageNotice({unusedImage, environment}: Pick<HostPlan, 'unusedImage' | 'environment'>): string | undefined {
	if (unusedImage === undefined) return undefined;
	const withWhat = environment?.needsPython
		? 'with the programs installed here and a Python environment that has only what the build steps install'
		: environment
			? 'with what is installed here and what the build steps install'
			: 'with what is installed here';
	return `The base image ${unusedImage} is not used: the host engine runs your command directly on this computer, ${withWhat}.`;
}

/** A process of a run that is gone and left no exit code. */
export function lost(of: 'build' | 'run'): End {
	return {status: 'failed', reason: 'lost', message: `The ${of} ended without leaving an exit code: it was killed, or the computer was restarted.`};
}
