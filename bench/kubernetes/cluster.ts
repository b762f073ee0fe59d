import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

export const program = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
/** An image that the nodes have or can pull, with sh and seq. */
export const image = process.env.POLYAXON_TUI_BENCH_CLUSTER_IMAGE ?? 'busybox:1.37';
/** Made and deleted by the bench, unless it is there. */
export const namespace = process.env.POLYAXON_TUI_BENCH_NAMESPACE ?? 'polyaxon-tui-bench';

/** What kubectl prints. Throws when it fails. */
export const kubectl = (...args: readonly string[]) =>
	execFileSync('kubectl', ['-n', namespace, ...args], {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 60_000});

/** Whether the kubeconfig leads to a cluster that answers. */
export function hasCluster(): boolean {
	try {
		kubectl('version', '--request-timeout=5s');
		return true;
	} catch {
		return false;
	}
}

/** Sees to the namespace; what is called in the end deletes it, if it was made here. */
export function makeNamespace(): () => void {
	try {
		kubectl('get', 'namespace', namespace);
		return () => {};
	} catch {
		kubectl('create', 'namespace', namespace);
		return () => void kubectl('delete', 'namespace', namespace, '--wait=false');
	}
}

/** A home and a project of their own, in a new folder. */
export type Project = {readonly root: string; readonly folder: string; readonly runs: string; readonly env: NodeJS.ProcessEnv};

/** The project has nothing to bake: the image itself is run. */
export function makeProject(): Project {
	const root = mkdtempSync(join(tmpdir(), 'polyaxon-tui-bench-'));
	const folder = join(root, 'bench');
	mkdirSync(join(folder, '.polyaxon'), {recursive: true});
	writeFileSync(join(folder, '.polyaxon', 'tui.yaml'), `engine: kubernetes\nkubernetes: {namespace: ${namespace}, keepFor: 60}\n`);
	const without = {XDG_DATA_HOME: undefined, XDG_CACHE_HOME: undefined, XDG_STATE_HOME: undefined, XDG_CONFIG_HOME: undefined};
	// kubectl and the program read the kubeconfig of who measures
	const KUBECONFIG = process.env.KUBECONFIG ?? join(process.env.HOME ?? '', '.kube', 'config');
	return {root, folder, runs: join(root, '.local/share/polyaxon-tui/runs'), env: {...process.env, ...without, HOME: root, KUBECONFIG}};
}

export function writeCommand({folder}: Project, command: string): void {
	writeFileSync(join(folder, 'polyaxonfile.yml'), `version: 1\nkind: job\nbuild: {image: '${image}'}\nrun:\n  cmd: ${JSON.stringify(command)}\n`);
}

/** The same command as a Job for kubectl, in a file. */
export function writeJob({root}: Project, name: string, command: string): string {
	const file = join(root, `${name}.json`);
	const containers = [{name: 'main', image, command: ['sh', '-c', command]}];
	const spec = {backoffLimit: 0, template: {spec: {restartPolicy: 'Never', enableServiceLinks: false, automountServiceAccountToken: false, containers}}};
	writeFileSync(file, JSON.stringify({apiVersion: 'batch/v1', kind: 'Job', metadata: {name}, spec}));
	return file;
}

/** What people write: makes the Job of the file, waits until its pod runs, and prints its log. */
export const runByHand = (file: string, name: string, ...options: readonly string[]): readonly [string, readonly string[]] => [
	'sh',
	[
		'-c',
		`kubectl -n "$0" create -f "$1" >/dev/null
		until kubectl -n "$0" get pods -l "job-name=$2" -o jsonpath='{.items[0].status.phase}' 2>/dev/null | grep -qE 'Running|Succeeded|Failed'; do sleep 0.2; done
		exec kubectl -n "$0" logs -f "job/$2" $3`,
		namespace,
		file,
		name,
		...options,
	],
];
