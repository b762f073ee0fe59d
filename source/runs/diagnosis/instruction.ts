import type {Stage} from '../../engines/engine.ts';

const instructions = new Set(['ADD', 'ARG', 'CMD', 'COPY', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'FROM', 'LABEL', 'RUN', 'USER', 'WORKDIR']);

/** What to do when a command that was not found is an instruction of Dockerfiles; undefined when it is none. */
export function hintOfInstruction(stage: Stage, word: string): string | undefined {
	if (!instructions.has(word)) return undefined;
	const what = stage === 'build' ? 'Build steps are' : 'The command is';
	if (word === 'RUN') return `${what} shell commands, not lines of a Dockerfile: take the word RUN away.`;
	const instead = word === 'ENV' ? ' Variables belong into build.env_vars.' : word === 'FROM' ? ' The base image belongs into build.image.' : '';
	return `${what} shell commands, not lines of a Dockerfile.${instead || ` For ${word}, write a Dockerfile of your own, and name it in build.dockerfile.`}`;
}
