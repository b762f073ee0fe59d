import {spawn} from 'node:child_process';
import {buffer} from 'node:stream/consumers';
import {pipeline} from 'node:stream/promises';
import {contextTar} from '../../source/image/context-tar.ts';
import type {ImagePlan} from '../../source/image/plan.ts';
import {createProject} from '../image/project.ts';

/** A small image with a shell, from `../shared/containers/up`. */
export const base = 'localhost/busybox:1';

/** Builds with the real podman, from the tar on its stdin; what it printed. */
export async function buildImage(image: ImagePlan, codeFolder: string, tag: string): Promise<string> {
	const {stream} = contextTar(image, codeFolder, new AbortController().signal);
	const child = spawn('podman', ['build', '-t', tag, '-'], {stdio: ['pipe', 'pipe', 'pipe']});
	const said = Promise.all([buffer(child.stdout), buffer(child.stderr)]);
	const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
	await pipeline(stream, child.stdin);
	const text = (await said).map(String).join('');
	if ((await ended) !== 0) throw new Error(text.slice(-2000));
	return text;
}

/** Builds an image whose /bin/sh writes down what it is given into /args, and runs nothing. */
export async function buildRecorder(tag: string): Promise<void> {
	const project = createProject({
		sh: '#!/bin/busybox sh\n{ printf "%s\\0" "$#"; for word do printf "%s\\0" "$word"; done; } >>/args\n',
		Dockerfile: `FROM ${base}\nCOPY build/sh /bin/new\nRUN ["/bin/busybox","chmod","755","/bin/new"]\nRUN ["/bin/busybox","mv","/bin/new","/bin/sh"]\n`,
	});
	try {
		await buildImage(await project.plan({dockerfile: 'Dockerfile'}), project.folder, tag);
	} finally {
		project.remove();
	}
}

/** Runs podman to its end; what it printed. Rejects with what it said when it failed. */
export async function podman(args: readonly string[]): Promise<Buffer> {
	const child = spawn('podman', args, {stdio: ['ignore', 'pipe', 'pipe']});
	const said = Promise.all([buffer(child.stdout), buffer(child.stderr)]);
	const exitCode = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
	const [stdout, stderr] = await said;
	if (exitCode !== 0) throw new Error(`podman ${args[0]}: ${stderr}`);
	return stdout;
}

/** Runs a command in an image; what it printed. */
export function inside(image: string, command: readonly string[]): Promise<Buffer> {
	return podman(['run', '--rm', '--network', 'none', image, ...command]);
}

/** The variables that a command in the image gets. */
export async function valuesIn(image: string): Promise<ReadonlyMap<string, string>> {
	const text = (await inside(image, ['/bin/busybox', 'cat', '/proc/self/environ'])).toString();
	return new Map(text.split('\0').map(entry => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]));
}

/** What the shell of a recorder was given while the image was built: of each call the number of words, and the words. */
export async function recordedIn(image: string): Promise<readonly string[]> {
	return (await inside(image, ['/bin/busybox', 'sh', '-c', 'cat /args 2>/dev/null || true'])).toString().split('\0').slice(0, -1);
}

/** Removes images, with the layers that only they need; those that are not there do not matter. */
export async function removeImages(tags: readonly string[]): Promise<void> {
	for (const tag of tags) await podman(['rmi', '-f', tag]).catch(() => {});
}
