import type {Stage} from '../../engines/engine.ts';

/** What to do where only root may do something, and it is a container that wants to. */
export function rightsInContainer(stage: Stage): string {
	const who = stage === 'build' ? 'Build steps run as the user of the base image' : 'The command runs as the user of the image';
	return `${who} (its line USER), which is not root here: use an image whose user is root, or a Dockerfile of your own (build.dockerfile) with USER root before what needs it.`;
}

/** What to do where a file may not be used. A build has no outputs folder. */
export function rightsOf(stage: Stage, isInContainer: boolean): string {
	if (stage !== 'build') return 'Write into the outputs folder of the run (POLYAXON_RUN_OUTPUTS_PATH), or change the rights of the file.';
	if (isInContainer) return rightsInContainer(stage);
	return 'Build steps run as you on this machine: change the rights of the file, or use another place.';
}
