import type {Problem} from '../../../polyaxonfile/problem.ts';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import type {ApiError} from '../client/api-error.ts';
import type {PlannedPod, Topic} from './check.ts';
import {fieldPath, resourcePath, wayOut} from './places.ts';
import {numberOf} from './quantity.ts';

/** What a refused pod or Job means, and what it is about. */
export type Refusal = {readonly topic: Topic; readonly problem: Problem};

type Part = PlannedPod['part'];

const whose = {build: 'The build', run: 'The run'} as const;
const elsewhere = 'use another namespace: --namespace NAME';

/** Whether a refusal is about the rights of the account rather than about the object. */
export function isForbidden({status, message}: ApiError): boolean {
	return status === 403 && /\bcannot \w+ resource\b/.test(message);
}

/** What the API server says against a pod or Job that was tried. Empty when it says nothing about the object. */
export function refusalsOf(error: ApiError, part: Part): readonly Refusal[] {
	const message = sanitiseLine(error.message);
	if (error.status === 404 && error.body?.details?.kind === 'namespaces') return [namespaceRefusal('missing-namespace', message)];
	if (error.status === 403 && /being terminated/.test(message)) return [namespaceRefusal('namespace-terminating', message)];
	if (error.status === 422) return fieldRefusals(error, part);
	if (![400, 403].includes(error.status) || isForbidden(error)) return [];
	const said = message.replace(/^\S+ "[^"]*" is forbidden: /, '');
	return [podSecurityRefusal(said, part) ?? quotaRefusal(said, part) ?? limitRefusal(said, part) ?? otherRefusal(said, part)];
}

const violation = /violates? PodSecurity "(\w+)(?::[^"]*)?": (.*)/;

/** The level of pod security that a text names: of a refused pod, or in the warning of a Job. */
export function violatedLevel(text: string): 'restricted' | 'baseline' | undefined {
	const level = violation.exec(text)?.[1];
	return level === 'restricted' || level === 'baseline' ? level : undefined;
}

/** The refusal by pod security that a text tells, as pods get it and as Jobs are warned of it: `violates PodSecurity "restricted:latest": …`. */
export function podSecurityRefusal(text: string, part: Part): Refusal | undefined {
	const [, level, list = ''] = violation.exec(sanitiseLine(text)) ?? [];
	if (level === undefined) return undefined;
	// Each rule is followed by an explanation in brackets, which may hold brackets
	const rules = list.replace(/ \([^()]*(?:\([^()]*\)[^()]*)*\)/g, '');
	const message = `The namespace takes only pods that keep to PodSecurity "${level}". ${whose[part]} does not: ${rules}.`;
	const hint = wayOut(part, 'Use an image that runs without root');
	return {topic: 'pod-security', problem: {code: 'pod-security', severity: 'error', message, hint, path: part === 'build' ? ['build'] : []}};
}

function namespaceRefusal(code: string, message: string): Refusal {
	const [, name = ''] = /namespaces? "?([^" ]+)"?/.exec(message) ?? [];
	const isMissing = code === 'missing-namespace';
	const problem: Problem = {
		code,
		severity: 'error',
		message: isMissing ? `The namespace "${name}" is not in the cluster.` : 'The namespace is being deleted.',
		hint: isMissing ? `Create it (kubectl create namespace ${name}), or ${elsewhere}.` : `Wait until it is gone and create it again, or ${elsewhere}.`,
		path: [],
	};
	return {topic: 'namespace', problem};
}

/** `exceeded quota: q, requested: requests.cpu=2, used: requests.cpu=0, limited: requests.cpu=1`, `failed quota: q: must specify limits.memory`. */
function quotaRefusal(said: string, part: Part): Refusal | undefined {
	const [, quota, requested = '', used = '', limited = ''] = /^exceeded quota: (.+?), requested: (.+?), used: (.+?), limited: (.+)$/.exec(said) ?? [];
	if (quota !== undefined) {
		const hard = amountsOf(limited);
		const isTooMuch = [...amountsOf(requested)].some(([resource, quantity]) => numberOf(quantity) > numberOf(hard.get(resource) ?? ''));
		const [resource = ''] = amountsOf(requested).keys();
		// A Job that is refused is not tried again; its pods are
		const waits = !isTooMuch && !resource.includes('jobs');
		const message = `${whose[part]} asks for ${requested}; the quota "${quota}" has ${limited}, and ${used} is used${waits ? ': it will wait until others end' : ''}.`;
		const hint = isTooMuch ? wayOut(part, 'Ask for less') : 'End or delete other runs, or ask for less.';
		const code = isTooMuch ? 'beyond-quota' : 'quota-in-use';
		return {topic: 'quota', problem: {code, severity: waits ? 'warning' : 'error', message, hint, path: resourcePath(part, resource)}};
	}
	const [, name, lacking = ''] = /^failed quota: (.+?): must specify (.+)$/.exec(said) ?? [];
	if (name === undefined) return undefined;
	const resources = lacking.replace(/ for: .*/, '');
	const message = `The quota "${name}" takes only pods that say how much they need: ${lacking}.`;
	return {
		topic: 'quota',
		problem: {code: 'quota-needs-amount', severity: 'error', message, hint: wayOut(part, `Set ${resources}`), path: resourcePath(part, resources)},
	};
}

/** `maximum memory usage per Container is 512Mi, but limit is 2Gi`. */
function limitRefusal(said: string, part: Part): Refusal | undefined {
	const [, resource] = /^(?:\[?)(?:maximum|minimum) (\S+) (?:usage|limit to request ratio) per /.exec(said) ?? [];
	if (resource === undefined) return undefined;
	const message = `${whose[part]} is outside of the namespace's limits: ${said}.`;
	const problem: Problem = {
		code: 'beyond-limit-range',
		severity: 'error',
		message,
		hint: wayOut(part, 'Change resources to what is allowed'),
		path: resourcePath(part, resource),
	};
	return {topic: 'limits', problem};
}

function otherRefusal(said: string, part: Part): Refusal {
	const [, account] = /error looking up service account [^/]+\/(\S+):/.exec(said) ?? [];
	if (account !== undefined) {
		const message = `The service account "${account}" is not in the namespace.`;
		const path = ['environment', 'service_account'];
		return {topic: 'service-account', problem: {code: 'missing-service-account', severity: 'error', message, hint: 'Create it, or correct the name.', path}};
	}
	const [, webhook, why = ''] = /admission webhook "([^"]+)" denied the request:? ?(.*)/.exec(said) ?? [];
	const message =
		webhook === undefined
			? `The cluster refuses ${whose[part].toLowerCase()}: ${said}.`
			: `The rule ${webhook} of the cluster refuses ${whose[part].toLowerCase()}: ${why}.`;
	const hint = `Do what it says, ask the cluster's administrator, or ${elsewhere}.`;
	return {topic: 'manifest', problem: {code: 'refused-by-cluster', severity: 'error', message, hint, path: part === 'build' ? ['build'] : []}};
}

function fieldRefusals({body, message}: ApiError, part: Part): readonly Refusal[] {
	const causes = body?.details?.causes ?? [{message, field: ''}];
	return causes.map(cause => {
		const field = sanitiseLine(cause.field ?? '');
		const text = `${whose[part]} is not valid for the cluster: ${field}${field === '' ? '' : ': '}${sanitiseLine(cause.message ?? '')}.`;
		const topic = /\.resources\b/.test(field) ? 'limits' : 'manifest';
		return {topic, problem: {code: 'invalid-for-cluster', severity: 'error', message: text, path: fieldPath(part, field)}};
	});
}

function amountsOf(text: string): ReadonlyMap<string, string> {
	return new Map(text.split(',').map(pair => [pair.slice(0, pair.lastIndexOf('=')), pair.slice(pair.lastIndexOf('=') + 1)] as const));
}
