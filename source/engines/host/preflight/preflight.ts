import {userInfo} from 'node:os';
import {notUtf8} from '../../../image/code-folder.ts';
import type {Problem} from '../../../polyaxonfile/problem.ts';
import type {World} from '../../../world.ts';
import {checkRefs} from '../../check-refs.ts';
import {cacheFolder} from '../../data-folders.ts';
import {checkDisk, leastFree} from '../../disk.ts';
import type {HostPlan} from '../plan.ts';
import {checkPrograms} from './program-problems.ts';
import {checkSteps} from './steps.ts';

/** All that would make the plan fail, at once, and what the user should know before. Nothing is created. */
export async function preflightHost(world: World, plan: HostPlan, signal: AbortSignal): Promise<readonly Problem[]> {
	signal.throwIfAborted();
	const disk = checkDisk([plan.runFolder, ...(plan.environment ? [cacheFolder(world)] : [])], leastFree + (plan.codeSize ?? 0));
	const problems = [...(await checkRefs(world, plan)), ...(await checkSteps(plan)), ...checkPrograms(world, plan), ...(await disk), ...warningsOf(plan)];
	signal.throwIfAborted();
	return problems;
}

function warningsOf({unkeptLimits = [], unusedKeys = [], leftOut = [], environment}: HostPlan): readonly Problem[] {
	const warning = (code: string, message: string, hint: string | undefined, path: Problem['path'] = []): Problem => ({
		code,
		severity: 'warning',
		message,
		hint,
		path,
	});
	const limits = warning('limits-not-kept', `The limits of the polyaxonfile (${unkeptLimits.join(', ')}) are not enforced by the host engine.`, undefined, [
		'environment',
		'resources',
	]);
	const what = environment ? 'build steps and the command have' : 'the command has';
	const asRoot = warning('runs-as-root', `You are root: ${what} every right on this computer.`, 'Run it as another user.');
	const left = leftOut.slice(0, 5).map(({path, reason}) => `${path} (${reason})`);
	const more = leftOut.length > left.length ? ` and ${leftOut.length - left.length} more` : '';
	const unused = unusedKeys.map(key =>
		warning('not-used-on-host', `"${key}" has no effect on the host engine, which makes no image.`, 'Run it in a container: --engine podman, or docker.', [
			'build',
			key,
		]),
	);
	return [
		...unused,
		...(unkeptLimits.length > 0 ? [limits] : []),
		...(userInfo().uid === 0 ? [asRoot] : []),
		...(left.length > 0
			? [
					warning(
						'left-out',
						`Not copied into the run: ${left.join(', ')}${more}.`,
						leftOut.every(({reason}) => reason === notUtf8)
							? 'Rename them.'
							: 'Put the files themselves into the folder, or name them by absolute paths in the command.',
					),
				]
			: []),
	];
}
