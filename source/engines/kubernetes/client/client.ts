import type {Readable} from 'node:stream';

/** The cluster that a kubeconfig leads to, and as whom. */
export type Cluster = {
	/** Name of the context in the kubeconfig. */
	readonly context: string;
	readonly namespace: string;
	/** URL of the API server. */
	readonly server: string;
	/** Name of the cluster in the kubeconfig. */
	readonly entry?: string;
	/** Name of the user in the kubeconfig. */
	readonly user: string;
	/** How that user logs in; for messages. */
	readonly login?: Login;
};

/** How a user of the kubeconfig logs in. Never holds a secret. */
export type Login = {
	readonly type: 'token' | 'token-file' | 'certificate' | 'password' | 'program' | 'provider' | 'none';
	/** The command of a program, without its arguments, or the name of a provider such as `oidc`. */
	readonly program?: string;
	/** Path of the file with the token. */
	readonly file?: string;
	/** When the client certificate ends, in milliseconds since 1970. */
	readonly expires?: number;
};

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export type RequestOptions = {
	readonly query?: Query;
	/** Sent as JSON. */
	readonly body?: object;
	readonly signal?: AbortSignal;
	/** Milliseconds until the whole answer must be there. */
	readonly deadline?: number;
	/** The form of the answer, as the header Accept names it; plain JSON when absent. */
	readonly accept?: string;
	/** Called with the text of each `Warning: 299` header of the answer, unquoted: what the server lets pass and does not like. As it came. */
	readonly onWarning?: (text: string) => void;
};

/** A container of a pod. */
export type Target = {readonly namespace: string; readonly pod: string; readonly container: string};

export type ExecOptions = {
	/** Goes to the standard input of the command, which has to know itself where it ends: the input cannot be closed on every server. */
	readonly input?: AsyncIterable<Uint8Array>;
	readonly signal?: AbortSignal;
	/** Milliseconds without a byte sent or received after which the connection is given up; only while there is input. */
	readonly stall?: number;
	/** Called with the bytes of the input that have left this program so far. */
	readonly onSent?: (bytes: number) => void;
};

/** How a command ended that was run in a container. The outputs are cut after 64 KiB each. */
export type ExecEnd = {readonly exitCode: number; readonly stdout: string; readonly stderr: string};

/** Talks to the API server of one cluster, as the user of one context. Every method throws an ApiError. */
export type KubernetesClient = {
	readonly cluster: Cluster;
	/** One request for JSON. `path` begins with `/api` or `/apis`. */
	request<Result>(method: Method, path: string, options?: RequestOptions): Promise<Result>;
	/** The bytes of an answer as they come; the promise resolves with the head of the answer. Ends with an error when it was cut off. */
	open(path: string, options?: Omit<RequestOptions, 'body'>): Promise<Readable>;
	/** Runs a command in a container. */
	exec(target: Target, command: readonly string[], options?: ExecOptions): Promise<ExecEnd>;
	/** Closes the connections that are kept for the next request. */
	close(): void;
};
