import {chmod, mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {hashFiles} from '../../image/content-hash.ts';
import {isSetupFile} from '../../image/step-files.ts';
import {formatSize} from '../../terminal/format-size.ts';
import type {End} from '../drive-phases.ts';
import {copyCode} from './copy-code.ts';
import {type Drive, failure, type HostPhase} from './drive-context.ts';
import {type HostHandle, handleEvent} from './host-handle.ts';
import {baseImageNotice} from './notices.ts';
import type {HostPlan} from './plan.ts';

/** Copies the code as it is now, so that the user can go on working on it while the run is built and runs. */
export async function* drivePrepare({world, plan, signal}: Drive, handle: HostHandle): HostPhase {
	if (handle.prepared !== undefined) return {handle};
	yield {at: world.now(), type: 'status', status: 'created'};
	yield {at: world.now(), type: 'stage', stage: 'prepare', state: 'started'};
	// A run tells it right before the command is started; a build that only builds has no other moment
	const notice = plan.command === undefined ? baseImageNotice(plan) : undefined;
	if (notice) yield {at: world.now(), type: 'notice', severity: 'info', text: notice};

	const copied = await copy(plan, signal);
	if (copied.end) {
		yield {at: world.now(), type: 'stage', stage: 'prepare', state: 'failed', ...(copied.end.message && {detail: copied.end.message})};
		return {handle, end: copied.end};
	}
	if (copied.vanished.length > 0) {
		const more = copied.vanished.length > 5 ? ` and ${copied.vanished.length - 5} more` : '';
		const text = `These files went away while the code was copied, and are not in the run: ${copied.vanished.slice(0, 5).join(', ')}${more}.`;
		yield {at: world.now(), type: 'notice', severity: 'warning', text};
	}
	const count = plan.codeFiles.length - copied.vanished.length;
	const size = plan.codeSize === undefined ? '' : `, ${formatSize(plan.codeSize)}`;
	yield {at: world.now(), type: 'stage', stage: 'prepare', state: 'succeeded', detail: `${count} ${count === 1 ? 'file' : 'files'}${size}`};
	const prepared = {...handle, prepared: world.now()};
	yield handleEvent(world.now(), prepared);
	return {handle: prepared};
}

async function copy(plan: HostPlan, signal: AbortSignal): Promise<{readonly end?: End; readonly vanished: readonly string[]}> {
	const code = join(plan.runFolder, 'code');
	try {
		for (const name of ['logs', 'outputs']) await mkdir(join(plan.runFolder, name), {recursive: true, mode: 0o700});
		const vanished = await copyCode(plan.codeFolder, code, plan.codeFiles, signal);
		const {environment} = plan;
		// As the platform does, so that steps and command can execute it.
		const setup = environment?.stepFiles.find(isSetupFile);
		if (setup !== undefined && !vanished.includes(setup)) await chmod(join(code, setup), 0o755);
		if (!environment) return {vanished};
		const stepFiles = environment.stepFiles.join(', ');
		const isAsPlanned =
			!environment.stepFiles.some(file => vanished.includes(file)) && (await hashFiles(code, environment.stepFiles, signal)) === environment.stepFilesHash;
		if (isAsPlanned) return {vanished};
		return {
			vanished,
			end: {
				status: 'failed',
				reason: 'code-changed',
				message: `A file that the build steps see (${stepFiles}) was changed while the run was prepared. Run it again.`,
			},
		};
	} catch (error) {
		if (signal.aborted) throw error;
		return {vanished: [], end: failure('prepare-failed', 'The code could not be copied', error)};
	}
}
