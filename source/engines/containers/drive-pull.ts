import {type End, stopped} from '../drive-phases.ts';
import type {RunEvent} from '../engine.ts';
import {isStopAskedFor} from '../stop-request.ts';
import {type ContainerPhase, type Drive, failedStage} from './drive-context.ts';
import {driveTool} from './drive-tool.ts';
import {type ContainerHandle, handleEvent} from './handle.ts';
import {whyOnlyHere} from './local-images.ts';
import {runTool, toolEnv} from './run-tool.ts';

/** Gets the base image when it is not here yet. What an own Dockerfile starts from is for its build to get. */
export async function* drivePull(drive: Drive, handle: ContainerHandle): ContainerPhase {
	const {world, tool, plan} = drive;
	if (handle.pulled !== undefined) return {handle};
	if (handle.pull === undefined) yield {at: world.now(), type: 'status', status: 'created'};
	const {base} = plan.image;
	if (base !== undefined && plan.image.dockerfile === undefined && (handle.pull !== undefined || !(await isThere(drive, base)))) {
		const message = handle.pull === undefined ? await whyOnlyHere(drive, base) : undefined;
		if (message !== undefined) {
			yield failedStage(world.now(), 'pull', base);
			return {handle, end: {status: 'failed', reason: 'image-not-here', message}};
		}
		const result = yield* pull(drive, handle, tool.qualified(base));
		if (result.end) return result;
		handle = result.handle;
	}
	handle = {...handle, pulled: world.now()};
	yield handleEvent(world.now(), handle);
	return {handle};
}

/** Whether the engine has an image, whatever short name it is given. A moment after the preflight has seen it, it is not asked again. */
async function isThere(drive: Drive, image: string): Promise<boolean> {
	return (drive.isFirst === true && drive.plan.baseId !== undefined) || (await runTool(drive, ['image', 'inspect', image])).isOk;
}

async function* pull(drive: Drive, handle: ContainerHandle, image: string): ContainerPhase {
	const {world, tool, plan} = drive;
	const opened = (at: number): readonly RunEvent[] => [
		{at, type: 'stage', stage: 'pull', state: 'started', detail: image},
		{at, type: 'stream-opened', stream: {id: 'pull', title: 'pull', stage: 'pull', attempt: 1}, isFile: true},
	];
	const {outcome} = yield* driveTool(drive, {
		name: 'pull',
		words: [tool.name, 'pull', image],
		env: toolEnv(world),
		earlier: handle.pull,
		isUsable: true,
		begin: opened,
		saved(part) {
			handle = {...handle, ...(part.process && {pull: part.process})};
			return handleEvent(world.now(), handle);
		},
	});
	const at = world.now();
	const exitCode = outcome.type === 'exited' ? outcome.exitCode : undefined;
	const isStopped = isStopAskedFor(plan);
	yield {at, type: 'stream-state', streamId: 'pull', state: 'ended', ...(exitCode === undefined ? {detail: 'lost'} : {exitCode})};
	if (exitCode === 0 && !isStopped) {
		yield {at, type: 'stage', stage: 'pull', state: 'succeeded', detail: image};
		return {handle};
	}
	const end: End = isStopped
		? stopped
		: {status: 'failed', reason: 'pull-failed', message: `The image ${image} could not be pulled by ${tool.title}; the log of the pull says why.`};
	yield {at, type: 'stage', stage: 'pull', state: 'failed', detail: isStopped ? 'stopped' : image};
	return {handle, end};
}
