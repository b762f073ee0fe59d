import {registryOf} from '../../image/registry.ts';
import type {ContainerEngineName} from '../engine.ts';

/** What one program that runs containers does in its own way. Everything that they have in common is in the code that reads this table. */
export type ContainerTool = {
	readonly name: ContainerEngineName;
	/** As people write it. */
	readonly title: string;
	/** How a short name such as `python:3.12` is written for it, which itself would ask or refuse. */
	qualified(reference: string): string;
	/** How it gets the context of a build: the tar itself, or a folder that the tar is unpacked into. */
	readonly context: 'stdin' | 'folder';
	/** Beside what all of them understand. */
	readonly buildOptions: readonly string[];
	/** Set for its builds, so that their output is lines. */
	readonly buildEnv: Readonly<Record<string, string>>;
	/** Where it keeps the output of a container, never cut. */
	readonly logOptions: readonly string[];
	gpuOptions(count: number): readonly string[];
	/** How to bring it here, to wake it, and to be let in. */
	readonly hints: {readonly install: string; readonly start: string; readonly rights: string};
};

const neverCut = 'max-size=1000g'; // Not -1: podman and docker want a size when one is given, and a daemon's own default may be small

/** podman, docker and nerdctl. */
export const containerTools: Readonly<Record<ContainerEngineName, ContainerTool>> = {
	podman: {
		name: 'podman',
		title: 'Podman',
		qualified: withRegistry,
		context: 'stdin',
		buildOptions: [],
		buildEnv: {},
		// Its other driver, journald, is slow, and not everybody may read it
		logOptions: ['--log-driver', 'k8s-file', '--log-opt', neverCut],
		// The Container Device Interface; --gpus is not known before podman 5
		gpuOptions: count => Array.from({length: count}, (_, index) => ['--device', `nvidia.com/gpu=${index}`]).flat(),
		hints: {
			install: 'Install it: apt install podman (Debian, Ubuntu), dnf install podman (Fedora), brew install podman (macOS).',
			start: 'Start its machine: podman machine start (first time: podman machine init).',
			rights:
				'Run it as a user with entries in /etc/subuid and /etc/subgid: podman system migrate, after usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $USER.',
		},
	},
	docker: {
		name: 'docker',
		title: 'Docker',
		qualified: reference => reference,
		context: 'stdin',
		// Else its classic builder keeps the container of a step that failed; BuildKit takes the word and needs it not
		buildOptions: ['--force-rm'],
		buildEnv: {BUILDKIT_PROGRESS: 'plain', DOCKER_CLI_HINTS: 'false'},
		logOptions: ['--log-driver', 'json-file', '--log-opt', neverCut],
		gpuOptions: count => ['--gpus', String(count)],
		hints: {
			install: 'Install it: https://docs.docker.com/engine/install, or use podman.',
			start: 'Start it: sudo systemctl start docker (Linux), or open Docker Desktop.',
			rights: 'Add yourself to its group and log in again: sudo usermod -aG docker $USER. Or use podman, which needs no such rights.',
		},
	},
	nerdctl: {
		name: 'nerdctl',
		title: 'nerdctl',
		qualified: reference => reference,
		// Of a tar on stdin it would want a Dockerfile only
		context: 'folder',
		buildOptions: [],
		buildEnv: {BUILDKIT_PROGRESS: 'plain'},
		logOptions: ['--log-driver', 'json-file'],
		gpuOptions: count => ['--gpus', String(count)],
		hints: {
			install: 'Install it: https://github.com/containerd/nerdctl/releases (the full package has buildkitd).',
			start: 'Start containerd: sudo systemctl start containerd (rootless: containerd-rootless-setuptool.sh install), and for builds buildkit.',
			rights: 'Set up the rootless mode: containerd-rootless-setuptool.sh install.',
		},
	},
};

/** Names without a registry are those of Docker Hub (distribution/reference), also for podman, where no registries are configured to be searched. */
function withRegistry(reference: string): string {
	if (registryOf(reference) !== undefined) return reference;
	return `docker.io/${reference.includes('/') ? '' : 'library/'}${reference}`;
}
