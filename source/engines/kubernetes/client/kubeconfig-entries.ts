import {dirname, isAbsolute, join} from 'node:path';
import {LineCounter, parseDocument} from 'yaml';
import type {Problem} from '../../../polyaxonfile/problem.ts';
import {sanitiseLine} from '../../../terminal/sanitise.ts';

/** A cluster of a kubeconfig. Paths are absolute; of a file and its data only one is there. */
export type KubeCluster = {
	readonly name: string;
	/** Empty when the entry has none. */
	readonly server: string;
	readonly caFile?: string;
	readonly caData?: string;
	readonly skipTLSVerify: boolean;
	readonly tlsServerName?: string;
	readonly proxyUrl?: string;
	/** What the cluster tells a login program (`extensions: client.authentication.k8s.io/exec`). */
	readonly execConfig?: unknown;
};

/** A program that logs in, as client.authentication.k8s.io/v1 has it. */
export type ExecLogin = {
	readonly apiVersion: string;
	readonly command: string;
	readonly args: readonly string[];
	readonly env: ReadonlyArray<{readonly name: string; readonly value: string}>;
	readonly provideClusterInfo: boolean;
	/** `Never`, `IfAvailable` or `Always`. */
	readonly interactiveMode: string;
	readonly installHint?: string;
};

/** A user of a kubeconfig: secrets, never to be shown. Paths are absolute. */
export type KubeUser = {
	readonly name: string;
	readonly certFile?: string;
	readonly certData?: string;
	readonly keyFile?: string;
	readonly keyData?: string;
	readonly token?: string;
	readonly tokenFile?: string;
	readonly username?: string;
	readonly password?: string;
	readonly exec?: ExecLogin;
	readonly authProvider?: {readonly name: string; readonly config: Readonly<Record<string, string>>};
	/** Headers that make the user someone else (`as`, `as-uid`, `as-groups`, `as-user-extra`). */
	readonly impersonate: Readonly<Record<string, string | readonly string[]>>;
};

/** A context of a kubeconfig: a cluster, a user and a namespace under one name. */
export type KubeContext = {readonly name: string; readonly cluster: string; readonly user: string; readonly namespace?: string};

/** What kubeconfigs hold, merged or of one file. */
export type KubeEntries = {
	readonly clusters: readonly KubeCluster[];
	readonly users: readonly KubeUser[];
	readonly contexts: readonly KubeContext[];
	readonly currentContext?: string;
};

type YamlMap = Readonly<Record<string, unknown>>;

/** The entries of the text of a kubeconfig; `file` is its absolute path, from which its own paths go out. */
export function parseKubeconfig(text: string, file: string): KubeEntries | Problem {
	const lines = new LineCounter();
	const document = parseDocument(text, {lineCounter: lines, prettyErrors: false});
	const hint = `Mend it, or name another one: export KUBECONFIG=FILE.`;
	const [error] = document.errors;
	if (error) {
		const {line, col} = lines.linePos(error.pos[0]);
		const message = `The kubeconfig ${sanitiseLine(file)} is not YAML: ${sanitiseLine(error.message.split('\n')[0] ?? '').replace(/\.$/, '')}.`;
		return {code: 'kubeconfig-not-yaml', severity: 'error', message, hint, path: [], file, line, column: col};
	}
	const root: unknown = document.toJS();
	if (root !== null && !isMap(root)) {
		const message = `The kubeconfig ${sanitiseLine(file)} is no kubeconfig: it has no clusters, users and contexts.`;
		return {code: 'kubeconfig-invalid', severity: 'error', message, hint, path: [], file, line: 1};
	}
	const from = dirname(file);
	const top = root ?? {};
	return {
		clusters: namedOf(top.clusters, 'cluster').map(([name, cluster]) => clusterOf(name, cluster, from)),
		users: namedOf(top.users, 'user').map(([name, user]) => userOf(name, user, from)),
		contexts: namedOf(top.contexts, 'context').map(([name, context]) => ({
			name,
			cluster: textOf(context.cluster) ?? '',
			user: textOf(context.user) ?? '',
			namespace: textOf(context.namespace),
		})),
		currentContext: textOf(top['current-context']),
	};
}

function clusterOf(name: string, cluster: YamlMap, from: string): KubeCluster {
	const caData = textOf(cluster['certificate-authority-data']);
	const extension = namedOf(cluster.extensions, 'extension').find(([each]) => each === 'client.authentication.k8s.io/exec');
	return {
		name,
		server: (textOf(cluster.server) ?? '').replace(/\/+$/, ''),
		caData,
		// Of a file and its data the data counts (client-go, clientcmd/api/types.go); client-node has it the other way round.
		caFile: caData === undefined ? pathOf(cluster['certificate-authority'], from) : undefined,
		skipTLSVerify: cluster['insecure-skip-tls-verify'] === true,
		tlsServerName: textOf(cluster['tls-server-name']),
		proxyUrl: textOf(cluster['proxy-url']),
		execConfig: extension?.[1],
	};
}

function userOf(name: string, user: YamlMap, from: string): KubeUser {
	const certData = textOf(user['client-certificate-data']);
	const keyData = textOf(user['client-key-data']);
	const provider = user['auth-provider'];
	return {
		name,
		certData,
		certFile: certData === undefined ? pathOf(user['client-certificate'], from) : undefined,
		keyData,
		keyFile: keyData === undefined ? pathOf(user['client-key'], from) : undefined,
		token: textOf(user.token),
		tokenFile: pathOf(user.tokenFile, from),
		username: textOf(user.username),
		password: textOf(user.password),
		exec: isMap(user.exec) ? execOf(user.exec, from) : undefined,
		authProvider: isMap(provider) ? {name: textOf(provider.name) ?? '', config: textsOf(provider.config)} : undefined,
		impersonate: impersonateOf(user),
	};
}

function execOf(exec: YamlMap, from: string): ExecLogin {
	const command = textOf(exec.command) ?? '';
	return {
		apiVersion: textOf(exec.apiVersion) ?? 'client.authentication.k8s.io/v1beta1',
		// A name is searched in PATH, a path goes out from the kubeconfig (client-go, clientcmd/loader.go).
		command: /[\\/]/.test(command) ? (pathOf(command, from) ?? command) : command,
		args: listOf(exec.args).flatMap(each => textOf(each) ?? []),
		env: listOf(exec.env).flatMap(each => (isMap(each) && textOf(each.name) !== undefined ? [{name: String(each.name), value: textOf(each.value) ?? ''}] : [])),
		provideClusterInfo: exec.provideClusterInfo === true,
		interactiveMode: textOf(exec.interactiveMode) ?? 'IfAvailable',
		installHint: textOf(exec.installHint),
	};
}

function impersonateOf(user: YamlMap): KubeUser['impersonate'] {
	const headers: Record<string, string | readonly string[]> = {};
	const [name, uid, groups] = [textOf(user.as), textOf(user['as-uid']), listOf(user['as-groups']).flatMap(each => textOf(each) ?? [])];
	if (name !== undefined) headers['Impersonate-User'] = name;
	if (uid !== undefined) headers['Impersonate-Uid'] = uid;
	if (groups.length > 0) headers['Impersonate-Group'] = groups;
	for (const [key, values] of Object.entries(isMap(user['as-user-extra']) ? user['as-user-extra'] : {}))
		headers[`Impersonate-Extra-${encodeURIComponent(key)}`] = listOf(values).flatMap(each => textOf(each) ?? []);
	return headers;
}

/** `[{name, cluster: {…}}]` as pairs; entries without a name are nobody's. */
function namedOf(list: unknown, key: string): ReadonlyArray<readonly [string, YamlMap]> {
	return listOf(list).flatMap(each =>
		isMap(each) && textOf(each.name) !== undefined ? [[String(each.name), isMap(each[key]) ? each[key] : {}] as const] : [],
	);
}

function isMap(value: unknown): value is YamlMap {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string | undefined {
	return value === undefined || value === null || value === '' || typeof value === 'object' ? undefined : String(value);
}

function textsOf(value: unknown): Readonly<Record<string, string>> {
	return Object.fromEntries(Object.entries(isMap(value) ? value : {}).flatMap(([key, each]) => (textOf(each) === undefined ? [] : [[key, String(each)]])));
}

function pathOf(value: unknown, from: string): string | undefined {
	const path = textOf(value);
	return path === undefined || isAbsolute(path) ? path : join(from, path);
}
