import {existsSync, readdirSync} from 'node:fs';
import type {World} from '../../world.ts';
import {findProgram} from '../processes/find-program.ts';
import {runTool, type Tools} from './run-tool.ts';

/** Whether files that a container may use need a label. */
export function hasSelinux({platform}: Pick<World, 'platform'>): boolean {
	return platform === 'linux' && existsSync('/sys/fs/selinux/enforce');
}

/** Where podman looks for its init (containers.conf, `helper_binaries_dir`). */
const helperFolders = ['/usr/local/libexec/podman', '/usr/local/lib/podman', '/usr/libexec/podman', '/usr/lib/podman'];

/** Whether `--init` can work: podman wants catatonit for it, which Debian only recommends. Where it cannot be seen, it is to be tried. */
export function mayHaveInit({world, tool}: Tools): boolean {
	if (tool.name !== 'podman' || world.platform !== 'linux') return true;
	return helperFolders.some(folder => existsSync(`${folder}/catatonit`)) || findProgram(world, 'catatonit') !== undefined;
}

/** Folders in which the Container Device Interface describes devices. */
const deviceFolders = ['/etc/cdi', '/var/run/cdi', '/run/cdi'];

/** Why the engine cannot give GPUs to a container here, to go into a sentence; undefined when it can. */
export async function gpusAreMissing(tools: Tools): Promise<string | undefined> {
	if (tools.tool.name === 'podman') return describesGpus() ? undefined : 'no CDI description of NVIDIA devices is in /etc/cdi or /var/run/cdi';
	const {stdout} = await runTool(tools, ['info', '--format', '{{json .}}'], {patience: 5000});
	return describesGpus() || /nvidia/i.test(stdout) ? undefined : 'the NVIDIA Container Toolkit is not installed';
}

function describesGpus(): boolean {
	return deviceFolders.some(folder => {
		try {
			return readdirSync(folder).some(name => /nvidia/i.test(name));
		} catch {
			return false;
		}
	});
}
