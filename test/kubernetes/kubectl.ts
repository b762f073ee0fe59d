import {execFile} from 'node:child_process';
import {dirname, join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

/** Runs a program to its end, with a text as its input, and gives what it prints. Rejects when it fails, with its words. */
export function output(program: string, args: readonly string[], input = ''): Promise<string> {
	return new Promise((resolve, reject) => {
		const child = execFile(program, args, {maxBuffer: 1 << 28}, (error, stdout, stderr) =>
			error ? reject(new Error(`${program} ${args.join(' ')}: ${stderr || error.message}`)) : resolve(stdout),
		);
		child.stdin?.on('error', () => {}).end(input);
	});
}

/** Runs kubectl as the administrator of the cluster, to look from outside. */
export const kubectl = (...args: readonly string[]): Promise<string> => output('kubectl', args);

/** Makes objects in the cluster, or changes them to what is given. */
export async function apply(...objects: readonly object[]): Promise<void> {
	if (objects.length === 0) return;
	await output('kubectl', ['apply', '-f', '-'], JSON.stringify({apiVersion: 'v1', kind: 'List', items: objects}));
}

/** Stops or starts a server of the test cluster: see ../shared/cluster/README.md. */
export const server = (verb: 'stop' | 'start' | 'restart', name: 'apiserver' | 'kubelet'): Promise<string> =>
	output(fileURLToPath(new URL('../../../shared/cluster/server', import.meta.url)), [verb, name]);

/** The registry of the test cluster, plain http, and what is in it. */
export const registry = process.env.POLYAXON_TUI_TEST_REGISTRY ?? '10.244.0.1:5056';
export const busybox = `${registry}/busybox:1`;
export const python = `${registry}/python3:bookworm`;
export const kaniko = `${registry}/kaniko:v1.24.0`;

/** By which pods and nodes reach servers of these tests. */
export const machine = registry.split(':')[0]!;

/** Where the runtime of the node looks how a registry is spoken to. */
export const registryFolder = (host: string): string => join(dirname(process.env.KUBECONFIG ?? ''), 'certs.d', host);
