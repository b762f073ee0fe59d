import {readFile} from 'node:fs/promises';
import {kill} from 'node:process';
import {execa} from 'execa';
import type {World} from '../../../world.ts';
import {ApiError} from './api-error.ts';
import type {ExecLogin, KubeCluster} from './kubeconfig-entries.ts';

/** What a login program gave: a token or a certificate (PEM), and until when it is good (milliseconds since 1970). Secret. */
export type Credential = {readonly token?: string; readonly cert?: string; readonly key?: string; readonly expires?: number};

/** Some programs wait for a login in the browser. Milliseconds. */
const loginPatience = 120_000;

/** Runs a login program as client.authentication.k8s.io has it. Throws an ApiError `login` with what it said; it is killed when the signal is aborted. */
export async function runExecLogin(exec: ExecLogin, cluster: KubeCluster, world: Pick<World, 'env' | 'platform'>, signal: AbortSignal): Promise<Credential> {
	if (exec.command === '') throw new ApiError('login', 'The kubeconfig names no program that logs in: its exec section has no command.');
	if (exec.interactiveMode === 'Always')
		throw new ApiError('login', `The login program ${exec.command} wants to ask questions in a terminal, which this program cannot give it.`);
	const env: Record<string, string> = {};
	for (const [name, value] of Object.entries(world.env)) if (value !== undefined) env[name] = value;
	for (const {name, value} of exec.env) env[name] = value;
	env.KUBERNETES_EXEC_INFO = JSON.stringify(await infoOf(exec, cluster));
	// In a session of its own it cannot ask at the terminal that the screen is on, and its own children end with it.
	const isGroup = world.platform !== 'win32';
	const running = execa(exec.command, exec.args, {
		env,
		extendEnv: false,
		stdin: 'ignore',
		reject: false,
		detached: isGroup,
		windowsHide: true,
		maxBuffer: 1_000_000,
	});
	let isLate = false;
	const end = () => (isGroup && running.pid !== undefined ? endGroup(running.pid) : running.kill('SIGKILL'));
	const timer = setTimeout(() => {
		isLate = true;
		end();
	}, loginPatience);
	signal.addEventListener('abort', end, {once: true});
	const {exitCode, stdout, stderr, failed, code, cause, originalMessage} = await running.finally(() => {
		clearTimeout(timer);
		signal.removeEventListener('abort', end);
	});
	if (code === 'ENOENT' || code === 'EACCES') {
		const why = code === 'ENOENT' ? 'is not installed' : 'cannot be started';
		throw new ApiError('login', `The login program ${exec.command} ${why}.${exec.installHint === undefined ? '' : ` ${exec.installHint}`}`, {cause});
	}
	if (isLate) throw new ApiError('login', `The login program ${exec.command} did not end within ${loginPatience / 1000} s.`);
	if (failed) {
		const said = [...`${stderr}`.trim().split('\n').filter(Boolean)].slice(-3).join(' ');
		throw new ApiError('login', `The login program ${exec.command} failed (exit code ${exitCode ?? '?'}): ${said || originalMessage || 'it did not say why'}`);
	}
	return credentialOf(stdout, exec);
}

function endGroup(leader: number): void {
	try {
		kill(-leader, 'SIGKILL');
	} catch {
		// It is gone.
	}
}

async function infoOf(exec: ExecLogin, cluster: KubeCluster): Promise<object> {
	const spec = {interactive: false, ...(exec.provideClusterInfo && {cluster: await clusterInfo(cluster)})};
	return {apiVersion: exec.apiVersion, kind: 'ExecCredential', spec};
}

async function clusterInfo({server, tlsServerName, skipTLSVerify, caData, caFile, proxyUrl, execConfig}: KubeCluster): Promise<object> {
	const ca = caData ?? (caFile === undefined ? undefined : (await readFile(caFile)).toString('base64'));
	return {
		server,
		'tls-server-name': tlsServerName,
		'insecure-skip-tls-verify': skipTLSVerify || undefined,
		'certificate-authority-data': ca,
		'proxy-url': proxyUrl,
		config: execConfig,
	};
}

function credentialOf(text: string, {command}: ExecLogin): Credential {
	const answer = parsed(text) as {readonly status?: Readonly<Record<string, unknown>>} | undefined;
	const status = answer?.status ?? {};
	const [token, cert, key] = [status.token, status.clientCertificateData, status.clientKeyData].map(each =>
		typeof each === 'string' && each !== '' ? each : undefined,
	);
	// What it printed may be a secret, so it is not repeated.
	if (token === undefined && (cert === undefined || key === undefined))
		throw new ApiError('login', `The login program ${command} gave neither a token nor a certificate: it is to print an ExecCredential as JSON.`);
	const expires = Date.parse(String(status.expirationTimestamp));
	return {token: token?.trim(), cert, key, expires: Number.isNaN(expires) ? undefined : expires};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
