/** Why a request to the API server failed, beyond its HTTP status. */
export type ApiFault =
	/** The server answered: `status` and `reason` say what. */
	| 'answer'
	/** No connection: refused, no such host, no route, cut off in the middle. */
	| 'unreachable'
	/** It took longer than its deadline. */
	| 'timeout'
	/** The certificate is not trusted, or is for another name. */
	| 'tls'
	/** The kubeconfig's login gave nothing to log in with: its program failed, a file is missing. */
	| 'login';

/** What the API server says of a refusal, as in `Status` of the Kubernetes API. */
export type StatusBody = {
	readonly message?: string;
	readonly reason?: string;
	readonly code?: number;
	readonly details?: {
		readonly name?: string;
		readonly kind?: string;
		readonly causes?: ReadonlyArray<{readonly reason?: string; readonly message?: string; readonly field?: string}>;
		readonly retryAfterSeconds?: number;
	};
};

/** A request to the API server that failed. The message is as it came: sanitise it before it is shown. */
export class ApiError extends Error {
	override readonly name = 'ApiError';
	readonly fault: ApiFault;
	/** HTTP status; 0 when there was no answer. */
	readonly status: number;
	/** Kubernetes' word, such as `NotFound`, `Forbidden`, `AlreadyExists`, `Invalid`; empty when there is none. */
	readonly reason: string;
	readonly body: StatusBody | undefined;
	/** Milliseconds after which the server wants to be asked again. */
	readonly retryAfter: number | undefined;

	constructor(
		fault: ApiFault,
		message: string,
		{status = 0, body, retryAfter, cause}: {readonly status?: number; readonly body?: StatusBody; readonly retryAfter?: number; readonly cause?: unknown} = {},
	) {
		super(message, {cause});
		this.fault = fault;
		this.status = status;
		this.reason = body?.reason ?? '';
		this.body = body;
		this.retryAfter = retryAfter;
	}
}

/** Whether an error is that answer of the API server, such as 404. */
export function isStatus(error: unknown, ...statuses: readonly number[]): error is ApiError {
	return error instanceof ApiError && statuses.includes(error.status);
}
