import {sanitiseLine} from '../../../../terminal/sanitise.ts';
import type {ApiError, ApiFault} from '../../client/api-error.ts';
import {type Cause, type ClusterDiagnosis, failure, type Look} from './cause.ts';
import {kubectl, word} from './kubectl.ts';

/** Rows 31 to 36: the API server does not do what it is asked. */
export const requestCause: Cause = look => {
	const {createError} = look;
	if (!createError) return undefined;
	const message = sanitiseLine(createError.message);
	if (createError.fault !== 'answer') return unanswered(createError.fault, message, look);
	const by: Readonly<Record<number, (() => ClusterDiagnosis | undefined) | undefined>> = {
		401: () => unauthorised(look, message),
		403: () => rights(message) ?? ending(message),
		404: () => namespace(createError, look, message),
		409: () => failure('already-exists', 'an object of this name is there already', 'Start the run again: it gets another name.', [message]),
		422: () => invalid(createError, message),
		429: () => busy('throttled', message),
		503: () => busy('server-busy', message),
	};
	const found = by[createError.status]?.();
	if (found) return found;
	const hint = 'The message is that of the API server.';
	return failure('request-failed', `the cluster refused the request (${createError.status})`, hint, [message], {isSticky: createError.status < 500});
};

function busy(code: string, message: string): ClusterDiagnosis {
	return failure(code, 'the API server is busy', 'It is asked again, more slowly.', [message], {severity: 'warning'});
}

function unanswered(fault: ApiFault, message: string, look: Look): ClusterDiagnosis {
	if (fault === 'login') return unauthorised(look, message);
	if (fault === 'tls') {
		const hint = 'See certificate-authority of the cluster in the kubeconfig; a proxy or a VPN may also put its own certificate in the way.';
		return failure('cluster-certificate', 'the certificate of the API server is not trusted', hint, [message], {isSticky: true});
	}
	const hint = `It is asked again. See that the VPN is up and the cluster runs: ${kubectl(look, 'cluster-info')}.`;
	return failure('cluster-unreachable', 'the API server does not answer', hint, [message], {severity: 'warning', isSticky: 'maybe'});
}

function unauthorised({context}: Look, message: string): ClusterDiagnosis {
	const view = `kubectl config view --minify${context === undefined ? '' : ` --context ${word(context)}`}`;
	const how = `Log in again in the way you log in to this cluster; how the kubeconfig does it: ${view}.`;
	return failure('login-expired', 'the cluster does not take your login; it may have expired', how, [message], {isSticky: true});
}

/** `User "u" cannot create resource "jobs" in API group "batch" in the namespace "n"`. */
function rights(message: string): ClusterDiagnosis | undefined {
	const [, user, verb = '', resource = '', group = '', where] =
		/User "([^"]*)" cannot (\S+) resource "([^"]+)" in API group "([^"]*)"(?: in the namespace "([^"]+)")?/.exec(message) ?? [];
	if (user === undefined) return undefined;
	const [, owner, account] = /^system:serviceaccount:([^:]+):(.+)$/.exec(user) ?? [];
	const target = `${resource.split('/')[0]}${group === '' ? '' : `.${group}`}${resource.includes('/') ? `/${resource.split('/')[1]}` : ''}`;
	const scope = where === undefined ? 'cluster' : `--namespace ${word(where)}`;
	const kind = where === undefined ? ['clusterrole', 'clusterrolebinding'] : ['role', 'rolebinding'];
	const scoped = where === undefined ? '' : ` ${scope}`;
	const subject = account === undefined ? `--user=${word(user)}` : `--serviceaccount=${word(`${owner}:${account}`)}`;
	const hint =
		`Ask the cluster's administrator for the right: kubectl create ${kind[0]} polyaxon-tui --verb=${word(verb)} --resource=${word(target)}${scoped}, ` +
		`and kubectl create ${kind[1]} polyaxon-tui --${kind[0]}=polyaxon-tui ${subject}${scoped}.`;
	const title = `your account ${user} may not ${verb} ${resource}${where === undefined ? '' : ` in the namespace ${where}`}`;
	return failure('no-rights', title, hint, [message], {isSticky: true});
}

function ending(message: string): ClusterDiagnosis | undefined {
	const [, name] = /in namespace (\S+) because it is being terminated/.exec(message) ?? [];
	if (name === undefined) return undefined;
	const hint = 'Wait until it is gone and create it again, or use another one: --namespace NAME.';
	return failure('namespace-terminating', `the namespace ${name} is being deleted`, hint, [message], {isSticky: true});
}

function namespace({body}: ApiError, look: Look, message: string): ClusterDiagnosis | undefined {
	const [, named] = /namespaces "([^"]+)" not found/.exec(message) ?? [];
	if (named === undefined && body?.details?.kind !== 'namespaces') return undefined;
	const name = named ?? sanitiseLine(body?.details?.name ?? look.namespace);
	const context = look.context === undefined ? '' : ` --context ${word(look.context)}`;
	const hint = `Create it (kubectl create namespace ${word(name)}${context}), or use another one: --namespace NAME.`;
	return failure('namespace-missing', `the namespace ${name} is not in the cluster`, hint, [message], {isSticky: true});
}

function invalid({body}: ApiError, message: string): ClusterDiagnosis {
	const causes = (body?.details?.causes ?? []).map(cause => ({field: sanitiseLine(cause.field ?? ''), message: sanitiseLine(cause.message ?? '')}));
	const [first] = causes;
	const title = first ? `the cluster does not take the value of ${first.field}: ${first.message}` : 'the cluster does not take the run as it is';
	const evidence = causes.length > 0 ? causes.map(cause => `${cause.field}: ${cause.message}`) : [message];
	return failure('invalid', title, 'Correct the value in the polyaxonfile.', evidence, {isSticky: true});
}
