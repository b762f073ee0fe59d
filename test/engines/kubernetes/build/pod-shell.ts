import {execFileSync, spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {buffer, text} from 'node:stream/consumers';
import {gzipSync} from 'node:zlib';
import type {PackedContext} from '../../../../source/engines/kubernetes/build/pack-context.ts';
import {ApiError} from '../../../../source/engines/kubernetes/client/api-error.ts';
import type {ExecEnd, KubernetesClient} from '../../../../source/engines/kubernetes/client/client.ts';

/** What happens to one command: undefined for nothing. */
export type Fault = {
	/** Bytes of the input that arrive before the connection is lost. */
	readonly cutAfter?: number;
	/** The command ends, and nobody hears of it. */
	readonly loseEnd?: boolean;
	/** The first byte that arrives is another one. */
	readonly damage?: boolean;
	/** No byte is taken until the signal is aborted. */
	readonly hang?: boolean;
	/** It is refused. */
	readonly refuse?: ApiError;
	/** Where the programs are looked for. */
	readonly path?: string;
	/** Done before. */
	readonly before?: () => void;
};

/** A container that is a folder of this machine: commands are run by its sh. `faults` are those of the first, second, … command. Must be removed. */
export function createPodShell(faults: ReadonlyArray<Fault | undefined> = []) {
	const root = mkdtempSync(join(tmpdir(), 'pod-shell-'));
	const folder = join(root, 'context');
	mkdirSync(folder);
	const commands: string[] = [];
	const exec: KubernetesClient['exec'] = async (_, [, , script = ''], {input, signal, onSent} = {}) => {
		const {cutAfter = Number.POSITIVE_INFINITY, loseEnd, damage, hang, refuse, path, before} = faults[commands.length] ?? {};
		commands.push(script.includes('head -c') ? 'receive' : script.includes('mkdir') ? 'prepare' : 'release');
		signal?.throwIfAborted();
		before?.();
		if (refuse) throw refuse;
		if (hang)
			await new Promise((_, reject) => {
				signal?.addEventListener('abort', () => reject(signal.reason), {once: true});
			});
		const child = spawn('/bin/sh', ['-c', script], {env: {PATH: path ?? '/usr/bin:/bin'}});
		child.stdin.on('error', () => {});
		const outputs = Promise.all([text(child.stdout), text(child.stderr)]);
		const ended = new Promise<number>(resolve => child.on('close', code => resolve(code ?? 255)));
		let sent = 0;
		for await (const chunk of input ?? []) {
			signal?.throwIfAborted();
			const part = Buffer.from(chunk.subarray(0, cutAfter - sent));
			if (damage && sent === 0) part[0] = 0;
			if (!child.stdin.write(part)) await Promise.race([new Promise(resolve => child.stdin.once('drain', resolve)), ended]);
			sent += part.length;
			onSent?.(sent);
			if (sent >= cutAfter) break;
		}
		child.stdin.end();
		const exitCode = await ended;
		if (sent >= cutAfter || loseEnd) throw new ApiError('unreachable', 'The connection to https://c.example was cut before the command ended.');
		const [stdout, stderr] = await outputs;
		return {exitCode, stdout, stderr} satisfies ExecEnd;
	};
	return {
		folder,
		/** What each command was. */
		commands,
		client: {exec},
		/** All files below the folder, sorted. */
		files: () =>
			execFileSync('find', ['.', '-type', 'f'], {cwd: folder, encoding: 'utf8'})
				.split('\n')
				.filter(line => line !== '')
				.sort(),
		read: (path: string) => readFileSync(join(folder, path), 'utf8'),
		write: (path: string, content: string) => writeFileSync(join(folder, path), content),
		/** A packed context of a Dockerfile and one file of random-looking text. */
		pack: async (size = 300_000): Promise<PackedContext> => {
			const source = join(root, 'source');
			mkdirSync(join(source, 'build'), {recursive: true});
			writeFileSync(join(source, 'Dockerfile'), 'FROM a\n');
			let data = '';
			for (let index = 0; data.length < size; index++) data += createHash('sha256').update(String(index)).digest('hex');
			writeFileSync(join(source, 'build/data'), data);
			const tar = spawn('tar', ['-cf', '-', 'Dockerfile', 'build'], {cwd: source});
			const bytes = gzipSync(await buffer(tar.stdout));
			const file = join(root, 'context.tgz');
			writeFileSync(file, bytes);
			return {file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), contextHash: ''};
		},
		remove: () => rmSync(root, {recursive: true, force: true, maxRetries: 5}),
	};
}
