import {basename} from 'node:path';
import type {Problem} from '../../../polyaxonfile/problem.ts';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import {quote as shellQuote} from '../../processes/shell-quote.ts';
import type {ApiError} from './api-error.ts';
import type {Cluster, Login} from './client.ts';

/** What a failed request means for the user, and the command that mends it. Its texts are sanitised. */
export function problemOfApiError(error: ApiError, cluster: Cluster, now: number = Date.now()): Problem {
	const said = sentence(sanitiseLine(error.message));
	const kubectl = `kubectl --context ${quote(cluster.context)}`;
	const shown = `the context "${sanitiseLine(cluster.context)}"`;
	switch (error.fault) {
		case 'unreachable':
			return problem('cluster-unreachable', `The cluster of ${shown} cannot be reached: ${said}`, wayHint(cluster, kubectl));
		case 'timeout':
			return problem('cluster-timeout', `The cluster of ${shown} is too slow: ${said}`, wayHint(cluster, kubectl));
		case 'tls':
			return problem('cluster-certificate', said, certificateHint(said, cluster));
		case 'login':
			return problem('cluster-login', said, noLoginHint(error, cluster));
		case 'answer':
			return answerProblem(error, cluster, said, kubectl, now);
	}
}

function answerProblem({status, body, reason}: ApiError, cluster: Cluster, said: string, kubectl: string, now: number): Problem {
	const namespace = sanitiseLine(cluster.namespace);
	if (status === 401) return problem('login-expired', refusedLogin(cluster, now), loginHint(cluster));
	if (status === 404 && body?.details?.kind === 'namespaces')
		return problem(
			'no-namespace',
			`There is no namespace "${sanitiseLine(body.details.name ?? cluster.namespace)}" in the cluster of the context "${sanitiseLine(cluster.context)}".`,
			`Make it: ${kubectl} create namespace ${quote(body.details.name ?? cluster.namespace)}. Or choose another one: ${kubectl} get namespaces.`,
		);
	// A WebSocket begins with GET, so Kubernetes before 1.35 wants `get` where kubectl's older way wants `create`.
	if (status === 403 && said.includes('pods/exec'))
		return problem(
			'no-rights',
			`The cluster does not let you: ${said}`,
			`Ask those who run it for the verbs get and create of pods/exec in the namespace "${namespace}".`,
		);
	if (status === 403)
		return problem('no-rights', `The cluster does not let you: ${said}`, `See what you may do: ${kubectl} auth can-i --list -n ${quote(namespace)}.`);
	if (status === 404 && reason === '')
		return problem(
			'no-api-server',
			`${sanitiseLine(cluster.server)} is no API server of Kubernetes: it answered 404.`,
			`Correct its URL: ${setCluster(cluster)} --server=URL.`,
		);
	if (status === 400 && /HTTP request to an HTTPS server/.test(said))
		return problem(
			'no-https',
			`${sanitiseLine(cluster.server)} is an https server.`,
			`Correct its URL: ${setCluster(cluster)} --server=${sanitiseLine(cluster.server).replace(/^http:/, 'https:')}.`,
		);
	if (status === 429 || status >= 500)
		return problem(
			'cluster-error',
			`The API server has a problem (HTTP ${status}): ${said}`,
			`Try again. See how it is: ${kubectl} get --raw '/readyz?verbose'.`,
		);
	return problem('cluster-refused', `The API server refused (HTTP ${status}): ${said}`, `See what it says: ${kubectl} get pods -n ${quote(namespace)}.`);
}

function refusedLogin({login, user, context}: Cluster, now: number): string {
	const who = `the user "${sanitiseLine(user)}" of the kubeconfig`;
	switch (login?.type) {
		case 'program':
			return `Your login has expired: the cluster does not take what the login program ${programOf(login)} gives for ${who}.`;
		case 'provider':
			return `Your login has expired: the cluster does not take the ${programOf(login)} token of ${who}.`;
		case 'token':
			return `Your login has expired: the cluster does not take the token of ${who}.`;
		case 'token-file':
			return `Your login has expired: the cluster does not take the token in ${sanitiseLine(login.file ?? '')}.`;
		case 'password':
			return `The cluster does not take the password of ${who}.`;
		case 'certificate':
			return login.expires !== undefined && login.expires < now
				? `Your login has expired: the client certificate of ${who} ended on ${new Date(login.expires).toISOString().slice(0, 10)}.`
				: `The cluster does not take the client certificate of ${who}.`;
		default:
			return `The cluster wants a login, and the context "${sanitiseLine(context)}" has none.`;
	}
}

/** What renews the login that a program gives, by the program's name. */
const renewals: ReadonlyArray<readonly [RegExp, string]> = [
	[/^aws(-iam-authenticator)?$/, 'aws sso login'],
	[/^(gke-gcloud-auth-plugin|gcloud)$/, 'gcloud auth login'],
	[/^kubelogin$/, 'az login'],
	[/^doctl$/, 'doctl auth init'],
	[/^tsh$/, 'tsh login'],
	[/^oci$/, 'oci session authenticate'],
	[/^ibmcloud$/, 'ibmcloud login'],
];

/** Where the login itself failed: what is not there has to come before one can log in again. */
function noLoginHint({cause}: ApiError, cluster: Cluster): string {
	const {code, path, syscall = ''} = (cause ?? {}) as NodeJS.ErrnoException;
	if (path !== undefined && syscall === 'open') return 'Get a new kubeconfig from your cluster, or correct the path in it: kubectl config view.';
	const isMissing = code === 'ENOENT' || code === 'EACCES';
	return isMissing && cluster.login?.type === 'program'
		? `Install it, so that this works: kubectl --context ${quote(cluster.context)} get pods.`
		: loginHint(cluster);
}

function loginHint(cluster: Cluster): string {
	const {login, user, context} = cluster;
	const credentials = `kubectl config set-credentials ${quote(user)}`;
	const look = `kubectl --context ${quote(context)} get pods`;
	switch (login?.type) {
		case 'program': {
			const renewal = renewals.find(([name]) => name.test(programOf(login)))?.[1];
			return renewal === undefined ? `Log in again in a terminal, where it can ask you: ${look}.` : `Log in again: ${renewal}. Then this must work: ${look}.`;
		}
		case 'provider':
			return `Log in again in a terminal: ${look}.`;
		// Tokens of OpenShift come from its own program, which names its users after the server.
		case 'token':
			return /\/.+:\d+$/.test(user)
				? `Log in again: oc login ${sanitiseLine(cluster.server)}.`
				: `Get a new token, and put it there: ${credentials} --token=TOKEN.`;
		case 'token-file':
			return 'Get a new token from whoever wrote the file.';
		case 'password':
			return `Correct it: ${credentials} --username=NAME --password=PASSWORD.`;
		case 'certificate':
			return `Get a new kubeconfig from your cluster, or set a new one: ${credentials} --client-certificate=FILE --client-key=FILE.`;
		default:
			return `Give it one: ${user === '' ? 'kubectl config set-credentials NAME' : credentials} --token=TOKEN.`;
	}
}

function certificateHint(said: string, cluster: Cluster): string {
	if (/does not speak TLS/.test(said))
		return `If so, correct its URL: ${setCluster(cluster)} --server=${sanitiseLine(cluster.server).replace(/^https/, 'http')}.`;
	if (/has expired/.test(said))
		return 'Ask those who run the cluster to renew it (with kubeadm: kubeadm certs renew all). If it has not, see the clock of this machine: date.';
	if (/for another name/.test(said)) return `Name the server as its certificate does: ${setCluster(cluster)} --server=URL, or --tls-server-name=NAME.`;
	return `Get a new kubeconfig from your cluster, or set its CA: ${setCluster(cluster)} --certificate-authority=FILE.`;
}

function wayHint({server}: Cluster, kubectl: string): string {
	const host = new URL(server).hostname;
	if (/^(localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0)$/.test(host))
		return 'It is on this machine, and may not run: start it (such as "minikube start", "k3d cluster start" or "docker start kind-control-plane").';
	return `Is the VPN on, and is the cluster running? See: ${kubectl} cluster-info.`;
}

function setCluster({entry}: Cluster): string {
	return `kubectl config set-cluster ${entry === undefined ? 'NAME' : quote(entry)}`;
}

function programOf({program}: Login): string {
	return sanitiseLine(basename(program ?? '')).replace(/\.exe$/i, '');
}

function quote(text: string): string {
	const line = sanitiseLine(text);
	return /^[\w.@%+:,/-]+$/.test(line) ? line : shellQuote(line);
}

function sentence(text: string): string {
	return /[.!?]$/.test(text) ? text : `${text}.`;
}

function problem(code: string, message: string, hint: string): Problem {
	return {code, severity: 'error', message, hint, path: []};
}
