import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import {clearKilledBuild} from './left-of-build.ts';
import type {ContainerPlan} from './plan.ts';
import {runTool, type Tools} from './run-tool.ts';

/** The name of an image while it is built: what it holds is known at the end. */
export function temporaryImage({repository = 'localhost/plx-run', container}: Pick<ContainerPlan, 'repository' | 'container'>): string {
	return `${repository}:building-${container.replace(/^plx-/, '')}`;
}

/**
 * A folder for what a build leaves lying about: podman unpacks the context there, and does not clear it away when it is killed. Where podman would have
 * it itself (/var/tmp): /tmp may be memory, and the user's home a disk far away.
 */
export function temporaryRoot({world, plan}: Pick<Tools, 'world'> & {readonly plan: Pick<ContainerPlan, 'container'>}): string {
	return join(world.env.TMPDIR ?? '/var/tmp', `polyaxon-tui-${plan.container}`);
}

/** Clears away what is only of use while an image is built. */
export async function clearBuild(tools: Tools & {readonly plan: ContainerPlan}): Promise<void> {
	if (tools.plan.repository !== undefined) {
		await clearKilledBuild(tools, temporaryRoot(tools));
		await runTool(tools, ['rmi', temporaryImage(tools.plan)]);
	}
	await rm(temporaryRoot(tools), {recursive: true, force: true, maxRetries: 3}).catch(() => {});
}
