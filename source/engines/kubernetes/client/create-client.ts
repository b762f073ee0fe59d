import type {IncomingMessage} from 'node:http';
import {setTimeout as sleep} from 'node:timers/promises';
import type {World} from '../../../world.ts';
import {streamOf} from './answer-stream.ts';
import {ApiError, isStatus} from './api-error.ts';
import type {ChosenCluster} from './choose-cluster.ts';
import type {KubernetesClient, Method, RequestOptions} from './client.ts';
import {createCredentials} from './credentials.ts';
import {late, withDeadline} from './deadline.ts';
import {runExec} from './exec.ts';
import {faultOf, refusalOf} from './faults.ts';
import {createGate} from './gate.ts';
import {createTransport, isStale, type Transport} from './transport.ts';

/** Milliseconds for a request that names no deadline; of a stream, until the head of the answer is there. */
const usualDeadline = 10_000;
/** Requests on their way at a time, where nothing else is said; streams are not counted. */
const usualPlaces = 4;
/** Milliseconds of the first wait before a request is sent again, and of the longest. */
const backoff = {first: 500, longest: 8_000};

/**
 * The client of one context. A request that the server had no time for (429, or 5xx with Retry-After) is sent again within its deadline, as is one that was
 * refused by 401 with a login that can be renewed. When the caller's own signal is aborted, its reason is thrown instead of an ApiError.
 */
export function createKubernetesClient(
	chosen: ChosenCluster,
	world: Pick<World, 'env' | 'now' | 'platform'>,
	{places = usualPlaces}: {readonly places?: number | undefined} = {},
): KubernetesClient {
	const {cluster} = chosen;
	const credentials = createCredentials(chosen, world);
	const transport = createTransport(cluster.server, credentials);
	const gate = createGate(places);

	/** Does one attempt after the other, and tells why none was good in time. */
	const inTime = <Result>(method: Method, {deadline = usualDeadline, signal}: RequestOptions, attempt: (signal: AbortSignal) => Promise<Result>) => {
		const end = Date.now() + deadline;
		return withDeadline(deadline, signal, async inner => {
			for (let attempts = 1; ; attempts++) {
				const version = credentials.version();
				try {
					return await attempt(inner);
				} catch (error) {
					if (inner.aborted || !(error instanceof ApiError)) throw error;
					const wait = isStatus(error, 401) && attempts === 1 && credentials.renew(version) ? 0 : waitBefore(error, method, attempts);
					if (wait === undefined || Date.now() + wait >= end) throw error;
					await sleep(wait, undefined, {signal: inner});
				}
			}
		}).catch(error => {
			if (error !== late) throw error;
			if (credentials.isWaiting()) throw new ApiError('login', `The login program ${cluster.login?.program ?? ''} did not answer within ${deadline / 1000} s.`);
			throw new ApiError('timeout', `${cluster.server} did not answer within ${deadline / 1000} s.`);
		});
	};

	return {
		cluster,
		request: (method, path, options = {}) =>
			inTime(method, options, signal =>
				gate(async () => jsonOf(await accepted(transport, {method, path, ...options}, cluster.server, signal), cluster.server, signal), signal),
			),
		open: async (path, options = {}) => {
			// The signal of the deadline ends with the head of the answer, and the stream does not.
			const stop = new AbortController();
			const answer = await inTime('GET', options, async signal => {
				const forward = () => stop.abort(signal.reason);
				signal.addEventListener('abort', forward, {once: true});
				try {
					return await accepted(transport, {method: 'GET', path, query: options.query, accept: options.accept}, cluster.server, stop.signal);
				} finally {
					signal.removeEventListener('abort', forward);
				}
			});
			return streamOf(answer, cluster.server, options.signal);
		},
		exec: (target, command, options = {}) => runExec({server: cluster.server, credentials}, target, command, options),
		close() {
			transport.close();
			credentials.close();
		},
	};
}

/** Milliseconds after which a request may be sent again; undefined when that would not help, or would not be safe. */
export function waitBefore(error: ApiError & {wasKept?: boolean}, method: Method, attempts: number): number | undefined {
	const isRead = method === 'GET' || method === 'HEAD';
	// The server closed a kept connection in the same moment: a new one will do.
	if (error.fault === 'unreachable') return isRead && isStale(error) && attempts === 1 ? 0 : undefined;
	// With 429 the server has not looked at the request (Kubernetes, API priority and fairness); with 5xx it may have.
	const isBusy = error.status === 429 || (isRead && error.status >= 500 && error.retryAfter !== undefined);
	if (!isBusy) return undefined;
	const wait = error.retryAfter ?? Math.min(backoff.first * 2 ** (attempts - 1), backoff.longest);
	// Not all at the same moment again.
	return wait * (1 + Math.random() / 4);
}

async function accepted(
	transport: Transport,
	{onWarning, ...request}: Parameters<Transport['send']>[0] & Pick<RequestOptions, 'onWarning'>,
	server: string,
	signal: AbortSignal,
): Promise<IncomingMessage> {
	const answer = await transport.send(request, signal);
	if (onWarning) warningsOf(answer).forEach(onWarning);
	const {statusCode = 0} = answer;
	if (statusCode >= 200 && statusCode < 300) return answer;
	throw refusalOf(answer, await textOf(answer, server, signal));
}

/** The texts of `Warning: 299 - "…"`, which Node joins with commas when there are several. (RFC 9110, quoted-string) */
function warningsOf({headers: {warning = ''}}: IncomingMessage): readonly string[] {
	return [...warning.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => text.replace(/\\(.)/g, '$1'));
}

async function jsonOf<Result>(answer: IncomingMessage, server: string, signal: AbortSignal): Promise<Result> {
	const text = await textOf(answer, server, signal);
	try {
		return JSON.parse(text);
	} catch {
		const message = `${server} answers, and not as an API server does: a login page or a proxy may stand before it.`;
		throw new ApiError('answer', message, {status: answer.statusCode});
	}
}

async function textOf(answer: IncomingMessage, server: string, signal: AbortSignal): Promise<string> {
	const chunks: Buffer[] = [];
	try {
		for await (const chunk of answer) chunks.push(chunk);
	} catch (error) {
		if (signal.aborted) throw signal.reason;
		throw faultOf(error, server);
	}
	return Buffer.concat(chunks).toString('utf8');
}
