import {contextSummary} from '../../image/context.ts';
import {identityOf} from '../../image/identity.ts';
import {basesOf} from '../../image/own-dockerfile.ts';
import {formatSize} from '../../terminal/format-size.ts';
import {UserError} from '../../user-error.ts';
import {type ContainerPhase, type Drive, failedStage} from './drive-context.ts';
import {type ContainerHandle, handleEvent} from './handle.ts';
import {runTool} from './run-tool.ts';

/** Reads all that is baked, and so finds out which image is wanted. Without anything to bake it is the base image. */
export async function* drivePrepare(drive: Drive, handle: ContainerHandle): ContainerPhase {
	const {world, plan, signal} = drive;
	if (handle.image !== undefined || handle.identity !== undefined) return {handle};
	if (plan.repository === undefined) return {handle};
	const at = world.now();
	yield {at, type: 'stage', stage: 'prepare', state: 'started'};
	const summary = sizeOf(contextSummary(plan.image));
	try {
		const {hash, contextHash, depsHash} = await identityOf(plan.image, plan.codeFolder, {platform: plan.platform, ...(await baseDigest(drive))}, signal);
		yield {at: world.now(), type: 'stage', stage: 'prepare', state: 'succeeded', detail: summary};
		const identified = {...handle, identity: {reference: `${plan.repository}:${hash}`, contextHash, depsHash, at}};
		yield handleEvent(world.now(), identified);
		return {handle: identified};
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		yield failedStage(world.now(), 'prepare', error.message);
		return {handle, end: {status: 'failed', reason: 'prepare-failed', message: error.message}};
	}
}

/** What is sent, and from some size on what in it is large. */
function sizeOf({files, bytes, largest}: ReturnType<typeof contextSummary>): string {
	const parts = bytes < tellsFrom ? [] : largest.slice(0, 3).map(({path, bytes: size}) => `${path} ${formatSize(size)}`);
	return `${files} ${files === 1 ? 'file' : 'files'}, ${formatSize(bytes)}${parts.length > 0 ? `: ${parts.join(', ')}${largest.length > 3 ? ', …' : ''}` : ''}`;
}

const tellsFrom = 5e6;

/** The very images that are built on: a tag can be another one tomorrow. */
async function baseDigest(drive: Drive): Promise<{readonly baseDigest?: string}> {
	const {base, dockerfile, ownDockerfile = ''} = drive.plan.image;
	if (dockerfile !== undefined) {
		const ids = await Promise.all(basesOf(ownDockerfile).map(image => askForId(drive, image)));
		return {baseDigest: ids.join(' ')};
	}
	if (base === undefined) return {};
	const id = drive.plan.baseId ?? (await askForId(drive, base));
	return id === '' ? {} : {baseDigest: id.replace(/^sha256:/, '')};
}

async function askForId(drive: Drive, base: string): Promise<string> {
	const {isOk, stdout} = await runTool(drive, ['image', 'inspect', '--format', '{{.Id}}', base]);
	return isOk ? stdout.trim() : '';
}
