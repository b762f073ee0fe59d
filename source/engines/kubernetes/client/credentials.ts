import {readFile} from 'node:fs/promises';
import type {Agent, OutgoingHttpHeaders} from 'node:http';
import type {RequestOptions} from 'node:https';
import type {World} from '../../../world.ts';
import {ApiError} from './api-error.ts';
import type {ChosenCluster} from './choose-cluster.ts';
import {type Credential, runExecLogin} from './exec-login.ts';
import {proxyOf} from './proxy.ts';

/** How to reach the API server and to log in, for one connection. Secret. */
export type Connection = {
	readonly headers: OutgoingHttpHeaders;
	/** `name:password` for basic authentication. */
	readonly auth?: string;
	/** Certificates and what is checked of the server's. */
	readonly tls: Pick<RequestOptions, 'ca' | 'cert' | 'key' | 'rejectUnauthorized' | 'servername'>;
	/** Goes through the proxy; absent when there is none. */
	readonly proxyAgent?: Agent;
};

/** The login of one context. */
export type Credentials = {
	/** What to connect with now; throws an ApiError `login`. Files are read again and programs run again when theirs is no longer good. */
	connection(): Promise<Connection>;
	/** Goes up when the login is renewed. */
	version(): number;
	/** The server refused what `connection` gave at that version: forget it, unless somebody has renewed it since. False when the next would be the same. */
	renew(version: number): boolean;
	/** Whether a login program runs just now. */
	isWaiting(): boolean;
	/** Ends a login program that still runs. */
	close(): void;
};

/** Milliseconds for which files are not read again. */
const freshFor = 5_000;
/** Milliseconds before its end at which a credential is not used any more. */
const margin = 10_000;

/** The login of a context: client-node's, but for programs (which are to be killed, and say why they failed) and for token files (it reads another key). */
export function createCredentials({entry, user, cluster}: ChosenCluster, world: Pick<World, 'env' | 'now' | 'platform'>): Credentials {
	const closing = new AbortController();
	const isRenewable = ['program', 'provider', 'token-file'].includes(cluster.login?.type ?? '');
	const proxyUrl = proxyOf(entry.server, entry.proxyUrl, world.env);
	let config: Promise<import('@kubernetes/client-node/dist/config.js').KubeConfig> | undefined;
	let credential: Credential | undefined;
	let isWaiting = false;
	let version = 0;
	let last: {readonly made: Promise<Connection>; readonly until: number} | undefined;

	const load = async () => {
		const {KubeConfig} = await import('@kubernetes/client-node/dist/config.js');
		const made = new KubeConfig();
		const {exec: _, tokenFile: _file, token: _token, impersonate: _impersonate, ...known} = user;
		// An entry that it can put its renewed token into. It refuses http servers without skipTLSVerify, where there is no TLS to verify.
		const provider = user.authProvider && {name: user.authProvider.name, config: {...user.authProvider.config}};
		const open = entry.server.startsWith('http:') || entry.skipTLSVerify;
		made.loadFromOptions({
			clusters: [{...entry, proxyUrl, skipTLSVerify: open}],
			users: [{...known, name: 'user', authProvider: cluster.login?.type === 'provider' ? provider : undefined}],
			contexts: [{name: 'context', cluster: entry.name, user: 'user'}],
			currentContext: 'context',
		});
		return made;
	};

	const tokenOf = async (): Promise<string | undefined> => {
		switch (cluster.login?.type) {
			case 'token-file':
				return (await readFile(user.tokenFile ?? '', 'utf8')).trim();
			case 'token':
				return user.token;
			case 'program': {
				if (credential && (credential.expires === undefined || credential.expires - margin > world.now())) return credential.token;
				isWaiting = true;
				credential = user.exec && (await runExecLogin(user.exec, entry, world, closing.signal).finally(() => (isWaiting = false)));
				return credential?.token;
			}
			default:
				return undefined;
		}
	};

	const make = async (): Promise<Connection> => {
		try {
			const token = await tokenOf();
			const options: RequestOptions = {};
			config ??= load();
			await (await config).applyToHTTPSOptions(options);
			const {ca, rejectUnauthorized, servername, auth} = options;
			const [cert, key] = cluster.login?.type === 'program' && credential?.cert !== undefined ? [credential.cert, credential.key] : [options.cert, options.key];
			return {
				headers: {
					...(options.headers as OutgoingHttpHeaders),
					...impersonation(user.impersonate),
					...(token !== undefined && {Authorization: `Bearer ${token}`}),
				},
				...(auth && {auth}),
				tls: {
					...(ca && {ca}),
					...(cert && {cert}),
					...(key && {key}),
					...(rejectUnauthorized !== undefined && {rejectUnauthorized}),
					...(servername && {servername}),
				},
				...(proxyUrl !== undefined && {proxyAgent: options.agent as Agent}),
			};
		} catch (error) {
			if (error instanceof ApiError) throw error;
			throw new ApiError('login', loginFault(error as NodeJS.ErrnoException), {cause: error});
		}
	};

	return {
		connection() {
			if (last && world.now() < last.until) return last.made;
			const made = make();
			const mine = {made, until: Number.POSITIVE_INFINITY};
			last = mine;
			// While it is being made, everybody waits for the same; a failed one is not kept.
			made.then(
				() => last === mine && (last = {made, until: world.now() + freshFor}),
				() => last === mine && (last = undefined),
			);
			return made;
		},
		version: () => version,
		renew(refused) {
			if (refused === version) {
				version++;
				last = undefined;
				credential = undefined;
			}
			return isRenewable;
		},
		isWaiting: () => isWaiting,
		close: () => closing.abort(),
	};
}

function impersonation(headers: ChosenCluster['user']['impersonate']): OutgoingHttpHeaders {
	return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]));
}

function loginFault({code, path, message}: NodeJS.ErrnoException): string {
	if (code === 'ENOENT' && path !== undefined) return `The kubeconfig names the file ${path}, which does not exist.`;
	if (path !== undefined) return `The kubeconfig names the file ${path}, which cannot be read: ${message}`;
	return `The kubeconfig's login failed: ${message}`;
}
