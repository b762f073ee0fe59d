import {sanitiseLine} from '../../../terminal/sanitise.ts';
import {ApiError} from '../client/api-error.ts';
import type {KubernetesClient, Method, RequestOptions} from '../client/client.ts';

/** What the API server said; a refusal and silence are answers too. */
export type Answer<Value> = {readonly isOk: true; readonly value: Value} | {readonly isOk: false; readonly error: ApiError};

/** One request that ends in time. Throws only when the caller's signal is aborted, and what is no ApiError. */
export type Ask = <Value>(method: Method, path: string, options?: Omit<RequestOptions, 'signal' | 'deadline'>) => Promise<Answer<Value>>;

/** Requests that are all over `limit` milliseconds from now, whatever becomes of them: what has not answered then is a timeout. */
export function createAsk(client: KubernetesClient, signal: AbortSignal, limit: number): Ask {
	const over = AbortSignal.timeout(limit);
	const aborted = rejectionOf(AbortSignal.any([signal, over]));
	return async (method, path, options = {}) => {
		signal.throwIfAborted();
		try {
			// A signal for each: Node warns of many listeners on one. And raced: a login program that hangs is no reason to wait, even if the client cannot end it
			const request = client.request<never>(method, path, {...options, signal: AbortSignal.any([signal, over]), deadline: limit});
			return {isOk: true, value: await Promise.race([request, aborted])};
		} catch (error) {
			signal.throwIfAborted();
			if (error instanceof ApiError) return {isOk: false, error};
			if (over.aborted) return {isOk: false, error: new ApiError('timeout', `no answer within ${limit} ms`, {cause: error})};
			throw error;
		}
	};
}

/** Asks each question once: who asks the same again shares the answer, with its warnings. */
export function askingOnce(ask: Ask): Ask {
	const asked = new Map<string, {readonly answer: Promise<Answer<unknown>>; readonly warnings: string[]}>();
	return async <Value>(method: Method, path: string, {onWarning, ...options}: Parameters<Ask>[2] = {}) => {
		const key = JSON.stringify([method, path, options]);
		let known = asked.get(key);
		if (!known) {
			const warnings: string[] = [];
			known = {answer: ask(method, path, {...options, onWarning: text => warnings.push(text)}), warnings};
			asked.set(key, known);
		}
		const answer = await known.answer;
		if (onWarning) known.warnings.forEach(onWarning);
		return answer as Answer<Value>;
	};
}

function rejectionOf(signal: AbortSignal): Promise<never> {
	const rejection = new Promise<never>((_, reject) => {
		signal.addEventListener('abort', () => reject(signal.reason), {once: true});
	});
	// Nobody may be waiting by then
	rejection.catch(() => {});
	return rejection;
}

/** Why something is not known, for the detail of a row; `what` as in "look at secrets". */
export function whyUnknown(error: ApiError, what: string): string {
	if (error.status === 403) return `Your account may not ${what}.`;
	if (error.status === 401) return 'The cluster did not take your login.';
	if (error.fault === 'timeout') return 'The cluster did not answer in time.';
	return `The cluster did not say: ${sanitiseLine(error.message)}`;
}
