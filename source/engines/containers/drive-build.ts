import {join} from 'node:path';
import {changedText, filesChangedSince} from '../../image/changed-files.ts';
import {contextTar} from '../../image/context-tar.ts';
import {imageHash} from '../../image/identity.ts';
import {UserError} from '../../user-error.ts';
import {type End, stopped} from '../drive-phases.ts';
import type {RunEvent} from '../engine.ts';
import {quote} from '../processes/shell-quote.ts';
import {isStopAskedFor} from '../stop-request.ts';
import {type BuildOutput, createBuildOutput, nameOf} from './build-output/build-steps.ts';
import {summaryOf} from './build-output/summary.ts';
import {type ContainerPhase, type Drive, shortImage} from './drive-context.ts';
import {driveTool, type ToolEnd} from './drive-tool.ts';
import {type ContainerHandle, handleEvent} from './handle.ts';
import {makeContainer} from './make-container.ts';
import type {ContainerPlan} from './plan.ts';
import {reasonOf, runTool, toolEnv} from './run-tool.ts';
import {clearBuild, temporaryImage, temporaryRoot} from './temporary.ts';

/** Builds the image of the run, or finds it built. `kind: build` ends here. */
export async function* driveBuild(drive: Drive, handle: ContainerHandle): ContainerPhase {
	const {world, plan} = drive;
	if (handle.image === undefined) {
		const result = yield* build(drive, handle);
		if (result.end) return result;
		handle = result.handle;
		yield handleEvent(world.now(), handle);
	}
	if (plan.command !== undefined) return {handle};
	yield {at: world.now(), type: 'notice', severity: 'info', text: `The image is ${handle.image}.`};
	return {handle, end: {status: 'succeeded', exitCode: 0, message: `The image is ${handle.image}.`}};
}

async function* build(drive: Drive, handle: ContainerHandle): ContainerPhase {
	const {world, plan} = drive;
	const {identity} = handle;
	if (plan.repository === undefined || !identity) {
		const base = plan.image.base ?? '';
		yield {at: world.now(), type: 'stage', stage: 'build', state: 'skipped', detail: `nothing to bake: ${base} is run as it is`};
		return {handle: {...handle, image: base}};
	}
	if (handle.build !== undefined || plan.image.noCache) return yield* buildAnew(drive, handle, identity);
	// The container itself is made, which needs the image and takes no longer than to ask for it
	const isMade = drive.isFirst === true && plan.command !== undefined && (await makeContainer(drive, identity.reference)).isOk;
	const isThere = isMade || (await runTool(drive, ['image', 'inspect', identity.reference])).isOk;
	if (!isThere) return yield* buildAnew(drive, handle, identity);
	yield {at: world.now(), type: 'stage', stage: 'build', state: 'skipped', detail: `image ${shortImage(identity.reference)} re-used, nothing changed`};
	return {handle: {...handle, image: identity.reference, ...(isMade && {created: world.now()})}};
}

type Identified = NonNullable<ContainerHandle['identity']>;

async function* buildAnew(drive: Drive, handle: ContainerHandle, identity: Identified): ContainerPhase {
	const {world, plan, tool} = drive;
	const output = createBuildOutput();
	const own = ownSteps(plan);
	const end = yield* driveTool(drive, {
		name: 'build',
		words: buildWords(drive),
		before: beforeBuild(drive),
		env: {...toolEnv(world), ...tool.buildEnv, TMPDIR: temporaryRoot(drive)},
		input: () => contextTar(plan.image, plan.codeFolder, drive.signal),
		earlier: handle.build,
		// What a dead driver had not sent to its end is no context
		isUsable: handle.sent !== undefined,
		begin: at => [
			{at, type: 'status', status: 'building'},
			{at, type: 'stage', stage: 'build', state: 'started', detail: whatIsBuilt(plan)},
			{at, type: 'stream-opened', stream: {id: 'build', title: 'build', stage: 'build', attempt: 1}, isFile: true},
		],
		line: (text, at) => (output.push(text, at) ? progressOf(output, own, at ?? world.now()) : []),
		saved({process, sent}) {
			handle = {...handle, ...(process && {build: process, sent: undefined}), ...(sent !== undefined && {sent})};
			return handleEvent(world.now(), handle);
		},
	});
	const sent = end.sent ?? handle.sent;
	const reference = referenceOf(plan, identity, sent);
	const failure = (await failureOf(drive, output, {...end, ...(sent !== undefined && {sent})})) ?? (await tag(drive, reference));
	if (!failure && reference !== identity.reference) yield await changedNotice(drive, identity.at);
	await clearBuild(drive);
	const at = world.now();
	const exitCode = end.outcome.type === 'exited' ? end.outcome.exitCode : undefined;
	yield {at, type: 'stream-state', streamId: 'build', state: 'ended', ...(exitCode === undefined ? {detail: failure?.message ?? 'lost'} : {exitCode})};
	if (failure) {
		yield {
			at,
			type: 'stage',
			stage: 'build',
			state: 'failed',
			...(failure.message !== undefined && {detail: failure.status === 'stopped' ? 'stopped' : failure.message}),
		};
		return {handle, end: failure};
	}
	const detail = `image ${shortImage(reference)}${summaryOf(output.steps(), own)}`;
	yield {at, type: 'stage', stage: 'build', state: 'succeeded', detail};
	return {handle: {...handle, identity: {...identity, reference}, image: reference}};
}

/** An image is named by what it was built of: code may change between being read and being sent. */
function referenceOf({repository}: ContainerPlan, {reference, contextHash, depsHash}: Identified, sent: string | undefined): string {
	return sent === undefined || sent === contextHash ? reference : `${repository}:${imageHash(depsHash, sent)}`;
}

async function changedNotice({world, plan}: Drive, since: number): Promise<RunEvent> {
	const text = changedText(await filesChangedSince(plan.image, plan.codeFolder, since));
	return {at: world.now(), type: 'notice', severity: 'warning', text};
}

/** The build steps of the polyaxonfile, as far as they are carried out: an own Dockerfile has its own. */
function ownSteps({image}: Pick<ContainerPlan, 'image'>): readonly string[] {
	return image.dockerfile === undefined ? image.steps : [];
}

function whatIsBuilt({image}: Pick<ContainerPlan, 'image'>): string {
	if (image.dockerfile !== undefined) return `own Dockerfile: ${image.dockerfile}`;
	const count = image.steps.length;
	return count === 0 ? 'no steps, only code' : `${count} ${count === 1 ? 'step' : 'steps'}`;
}

function buildWords(drive: Drive): readonly string[] {
	const {tool, plan} = drive;
	const noCache = plan.image.noCache ? ['--no-cache'] : [];
	return [tool.name, 'build', '-t', temporaryImage(plan), ...tool.buildOptions, ...noCache, tool.context === 'stdin' ? '-' : contextFolder(drive)];
}

/** Which step is carried out, for the timeline. */
function progressOf(output: BuildOutput, own: readonly string[], at: number): readonly RunEvent[] {
	const steps = output.steps();
	const step = steps.at(-1);
	return step?.isRun && step.state === 'running' ? [{at, type: 'stage', stage: 'build', state: 'started', detail: nameOf(step, steps, own)}] : [];
}

async function failureOf({plan, tool}: Drive, output: BuildOutput, {outcome, sent, fault}: ToolEnd): Promise<End | undefined> {
	if (isStopAskedFor(plan)) return stopped;
	if (fault !== undefined) {
		if (!(fault instanceof UserError)) throw fault;
		return {status: 'failed', reason: 'code-changed', message: fault.message};
	}
	if (outcome.type === 'lost')
		return {status: 'failed', reason: 'lost', message: 'The build ended without leaving an exit code: it was killed, or the computer was restarted.'};
	if (outcome.exitCode !== 0) {
		const steps = output.steps();
		const step = steps.findLast(({state}) => state === 'failed') ?? steps.findLast(({state}) => state === 'running') ?? steps.at(-1);
		const exitCode = step?.exitCode ?? outcome.exitCode;
		const message = step
			? `build ${nameOf(step, steps, ownSteps(plan))} failed with exit code ${exitCode}`
			: `The build by ${tool.title} failed with exit code ${exitCode}; its log says why.`;
		return {status: 'failed', reason: 'build-failed', message, exitCode};
	}
	if (sent !== undefined) return undefined;
	return {status: 'failed', reason: 'lost', message: 'What the image was built of is not known, so it was not taken. Run it again.'};
}

/** The name that says what is in it, only when it is known to be. */
async function tag(drive: Drive, reference: string): Promise<End | undefined> {
	// Built again though nothing changed: the one before would be left without a name
	const before = drive.plan.image.noCache ? (await runTool(drive, ['image', 'inspect', '--format', '{{.Id}}', reference])).stdout.trim() : '';
	const answer = await runTool(drive, ['tag', temporaryImage(drive.plan), reference]);
	if (answer.isOk && before !== '') await runTool(drive, ['rmi', before]);
	// A driver that died had named it already
	const isNamed = answer.isOk || (await runTool(drive, ['image', 'inspect', reference])).isOk;
	return isNamed ? undefined : {status: 'failed', reason: 'build-failed', message: `The image was built and could not be named: ${reasonOf(answer)}.`};
}

function contextFolder(drive: Drive): string {
	return join(temporaryRoot(drive), 'context');
}

/** Lines of sh: a folder of its own for what builds leave lying about, and the context in a folder for those who want it so. */
function beforeBuild(drive: Drive): string {
	const root = quote(temporaryRoot(drive));
	const folder = quote(contextFolder(drive));
	const unpacked = drive.tool.context === 'folder' ? `mkdir -p ${folder} && tar -xf - -C ${folder} || finish 1\n` : '';
	return `(umask 077; mkdir -p ${root}) || finish 1\n${unpacked}`;
}
