import {randomBytes} from 'node:crypto';
import type {Problem} from '../../polyaxonfile/problem.ts';
import {type Answer, reasonOf, runTool, type Tools} from './run-tool.ts';

/** An image that holds nothing, for machines that have none. */
const emptyImage = 'localhost/plx-probe:1';
/** Milliseconds for clearing away. */
const patience = 10_000;

/**
 * Runs a container for real, without a network and without pulling: there are machines where an engine answers and builds, and cannot run. A program
 * that is not there is asked for: that the runtime looks for it in the container is as far as it can get, in whatever image.
 */
export async function tryRun(tools: Tools, signal: AbortSignal): Promise<readonly Problem[]> {
	const {tool} = tools;
	const image = (await smallestImage(tools, signal)) ?? (await makeEmpty(tools, signal));
	if (typeof image !== 'string') return [cannotRun(`${tool.title} answers, but no container could be tried here: ${whyNot(image, signal)}.`, tool.name, '')];
	// In the same steps as runs: docker's own way of doing it all at once fails with the API of podman, for another reason
	const name = `plx-probe-${randomBytes(4).toString('hex')}`;
	const made = await runTool(tools, ['create', '--name', name, '--label', label, '--network', 'none', '--entrypoint', missing, image], {signal});
	const answer = made.isOk ? await runTool(tools, ['start', name], {signal}) : made;
	void clear(tools, name, image);
	if (doesRun(answer)) return [];
	const isLate = signal.aborted || answer.isTimedOut;
	const message = isLate
		? `${tool.title} did not start a container in time.`
		: `${tool.title} answers and builds, but cannot run a container here: ${reasonOf(answer)}.`;
	return [cannotRun(message, tool.name, image)];
}

function cannotRun(message: string, name: string, image: string): Problem {
	const hint =
		image === '' ? `See what "${name} images" says, or use the host engine.` : `See what "${name} run --rm ${image} true" says, or use the host engine.`;
	return {code: 'engine-cannot-run', severity: 'error', message, hint, path: []};
}

function whyNot(answer: Answer, signal: AbortSignal): string {
	return signal.aborted ? 'it did not answer in time' : reasonOf(answer);
}

/** Nobody waits for it. */
async function clear(tools: Tools, name: string, image: string): Promise<void> {
	await runTool(tools, ['rm', '-f', name], {patience});
	// Those of programs that were ended while they looked
	await runTool(tools, ['container', 'prune', '-f', '--filter', `label=${label}`, '--filter', 'until=2m'], {patience});
	if (image === emptyImage) await runTool(tools, ['rmi', '-f', emptyImage], {patience});
}

const label = 'plx.probe=1';
const missing = '/polyaxon-tui-probe';

/** Whether a container came so far that its program was looked for. */
export function doesRun({isOk, stderr}: Answer): boolean {
	return isOk || (stderr.includes(missing) && /no such file|not found|attempted to invoke a command/i.test(stderr));
}

async function smallestImage(tools: Tools, signal: AbortSignal): Promise<string | undefined> {
	const {isOk, stdout} = await runTool(tools, ['images', '--no-trunc', '--format', '{{.Size}}\t{{.ID}}'], {signal});
	if (!isOk) return undefined;
	const images = stdout.split('\n').flatMap(line => {
		const [size = '', id] = line.split('\t');
		return id ? [{id, size: sizeOf(size)}] : [];
	});
	return images.toSorted((one, other) => one.size - other.size)[0]?.id;
}

const units: Readonly<Record<string, number>> = {b: 1, kb: 1e3, mb: 1e6, gb: 1e9, kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30};

function sizeOf(text: string): number {
	const [, amount = '', unit = ''] = /^([\d.]+)\s*(\w+)$/.exec(text.trim()) ?? [];
	return Number(amount) * (units[unit.toLowerCase()] ?? Number.NaN) || Number.MAX_SAFE_INTEGER;
}

async function makeEmpty(tools: Tools, signal: AbortSignal): Promise<string | Answer> {
	// Of a Dockerfile on stdin all of them know that there is no context. With `-f -` docker's classic builder would send the folder that it stands in: `/`
	const answer = await runTool(tools, ['build', '-t', emptyImage, '-'], {signal, input: 'FROM scratch\nLABEL empty=1\n'});
	return answer.isOk ? emptyImage : answer;
}
