import type {Problem} from '../../polyaxonfile/problem.ts';
import {findProgram} from '../processes/find-program.ts';
import {type Answer, reasonOf, runTool, type Tools} from './run-tool.ts';
import {tryRun} from './try-run.ts';

/** Milliseconds for all that is asked and tried. */
const patience = 3000;

/** What keeps the engine from running containers here; asked once by a process. Each cause has its own code, message and remedy. At most 3 s. */
export async function probeContainers(tools: Tools, signal: AbortSignal): Promise<readonly Problem[]> {
	const within = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
	const awake = await probeAwake(tools, within);
	return awake.length > 0 ? awake : tryRun(tools, within);
}

/** The same without running a container: whether it is here, awake, and lets us in. */
export async function probeAwake(tools: Tools, signal: AbortSignal): Promise<readonly Problem[]> {
	const {world, tool} = tools;
	if (findProgram(world, tool.name) === undefined)
		return [problem('engine-not-installed', `${tool.title} is not installed: there is no ${tool.name} in your PATH.`, tool.hints.install)];
	const answer = await runTool(tools, ['info', '--format', '{{json .}}'], {patience: 2500, signal});
	const reason = whyAsleep(answer);
	switch (reason) {
		case undefined:
			return [];
		case 'rights':
			return [problem('engine-no-rights', `${tool.title} is installed, and you have no right to use it: ${reasonOf(answer)}`, tool.hints.rights)];
		case 'asleep':
			return [
				problem(
					'engine-not-running',
					`${tool.title} is installed, but ${tool.name === 'podman' ? 'its machine' : 'its daemon'} is not running.`,
					tool.hints.start,
				),
			];
		case 'slow':
			return [
				problem('engine-not-answering', `${tool.title} is installed, and did not answer within 2.5 s.`, `See what "${tool.name} info" says, or start it anew.`),
			];
		case 'other':
			return [problem('engine-broken', `${tool.title} is installed, and does not work: ${reasonOf(answer)}`, `See what "${tool.name} info" says.`)];
	}
}

/** What the answer to `info` tells. docker prints its JSON also when nobody answers it, with the cause in `ServerErrors` and on stderr. */
export function whyAsleep({isOk, isTimedOut, stdout, stderr}: Answer): 'rights' | 'asleep' | 'slow' | 'other' | undefined {
	if (isTimedOut) return 'slow';
	const said = `${stderr}\n${/"ServerErrors":\[[^\]]*/.exec(stdout)?.[0] ?? ''}`;
	if (isOk && !/"ServerErrors":\["/.test(stdout)) return undefined;
	if (/permission denied|dial unix .*: connect: permission|you need to be root|rootless|newuidmap|subuid|operation not permitted/i.test(said)) return 'rights';
	if (
		/cannot connect|is the docker daemon running|connection refused|no such file or directory|podman machine|unable to connect|cannot access containerd socket/i.test(
			said,
		)
	)
		return 'asleep';
	return 'other';
}

function problem(code: string, message: string, hint: string): Problem {
	return {code, severity: 'error', message: /[.!]$/.test(message) ? message : `${message}.`, hint, path: []};
}
