import type {V1SelfSubjectAccessReview} from '@kubernetes/client-node';
import type {Problem} from '../../../polyaxonfile/problem.ts';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import {type Ask, whyUnknown} from './ask.ts';
import {type Check, type Inspection, rowOf} from './check.ts';
import {neededRights, type Right} from './needed-rights.ts';
import {word} from './places.ts';

/** Bytes of code that surely fit into a ConfigMap, which may have 1 MiB with base64 and all. (Kubernetes documentation, "ConfigMaps") */
const smallCode = 700 * 1024;

type Verb = Omit<Right, 'verbs'> & {readonly verb: string};

/** Whether the account has the rights that the plan's run needs, and those without which something is missing. */
export async function checkRights({ask, plan}: Inspection): Promise<readonly Check[]> {
	const title = `Rights in the namespace ${sanitiseLine(plan.namespace)}`;
	const sendsCode = plan.strategy.type !== 'none';
	const asked = neededRights.filter(({resource, need}) => (resource === 'pods/exec' ? sendsCode : need === 'run' || need === 'comfort'));
	const {missing, silence} = await lackOf(ask, plan.namespace, asked);
	const lacksUpload = missing.some(({need}) => need === 'upload');
	const fallback = neededRights.filter(({need}) => need === 'fallback');
	const lacksFallback = lacksUpload && (await lackOf(ask, plan.namespace, fallback)).missing.length > 0;
	const blocking = missing.filter(({need}) => need === 'run' || (need === 'upload' && lacksFallback));
	const lesser = missing.filter(({need, resource}) => need === 'comfort' && !(lacksUpload && resource === 'pods/exec'));
	const account = blocking.length + lesser.length > 0 ? await accountOf(ask) : undefined;
	const rows: readonly Check[] = [
		...(blocking.length > 0 ? [rowOf('rights', title, problemOf('error', blocking, plan.namespace, account))] : []),
		...(lacksUpload && !lacksFallback ? [fallbackRow(title, codeSize(plan.image.codeFiles))] : []),
		...(lesser.length > 0 ? [rowOf('rights', title, problemOf('warning', lesser, plan.namespace, account))] : []),
		...(silence === undefined ? [] : [{topic: 'rights', title, state: 'unknown', detail: silence} as const]),
	];
	return rows.length > 0 ? rows : [{topic: 'rights', title, state: 'ok', detail: 'Runs can be started, followed, stopped and found.'}];
}

/** The verbs that the account does not have; and why some are not known. */
async function lackOf(ask: Ask, namespace: string, rights: readonly Right[]): Promise<{readonly missing: readonly Verb[]; readonly silence?: string}> {
	const verbs: readonly Verb[] = rights.flatMap(({verbs: several, ...right}) => several.map(verb => ({...right, verb})));
	const verdicts = await Promise.all(verbs.map(verb => mayDo(ask, namespace, verb)));
	return {missing: verbs.filter((_, index) => verdicts[index] === false), silence: verdicts.find(verdict => typeof verdict === 'string')};
}

/** A text says why it is not known. */
async function mayDo(ask: Ask, namespace: string, {group, resource: whole, verb}: Verb): Promise<boolean | string> {
	const [resource, subresource] = whole.split('/');
	const body = {
		apiVersion: 'authorization.k8s.io/v1',
		kind: 'SelfSubjectAccessReview',
		spec: {resourceAttributes: {namespace, verb, group, resource, ...(subresource !== undefined && {subresource})}},
	};
	const answer = await ask<V1SelfSubjectAccessReview>('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {body});
	return answer.isOk ? answer.value.status?.allowed === true : whyUnknown(answer.error, 'ask for its own rights');
}

function problemOf(severity: Problem['severity'], missing: readonly Verb[], namespace: string, account = '--user=NAME'): Problem {
	const resources = [...new Set(missing.map(({resource}) => resource))];
	const rights = resources.map(name => `${name} (${missing.flatMap(({resource, verb}) => (resource === name ? [verb] : [])).join(', ')})`).join(', ');
	const uses = [...new Set(missing.map(({use}) => use))].join('; ');
	return {
		code: severity === 'error' ? 'missing-rights' : 'fewer-rights',
		severity,
		message: `Your account lacks rights in the namespace ${sanitiseLine(namespace)}: ${rights}. They are needed to ${uses}.`,
		hint: `Ask the cluster's administrator for the Role in the readme, or for: kubectl create rolebinding polyaxon-tui --clusterrole=edit ${account} --namespace ${word(namespace)}.`,
		path: [],
	};
}

/** Who the cluster takes us for, as `kubectl create rolebinding` wants it. */
async function accountOf(ask: Ask): Promise<string | undefined> {
	const body = {apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview'};
	const answer = await ask<{status?: {userInfo?: {username?: string}}}>('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {body});
	const name = sanitiseLine((answer.isOk && answer.value.status?.userInfo?.username) || '');
	const [, account] = /^system:serviceaccount:([^:]+:[^:]+)$/.exec(name) ?? [];
	return account !== undefined ? `--serviceaccount=${word(account)}` : name === '' ? undefined : `--user=${word(name)}`;
}

function fallbackRow(title: string, size: number): Check {
	const detail = 'Your account may not exec into pods: the code goes through a ConfigMap.';
	if (size <= smallCode) return {topic: 'rights', title, state: 'ok', detail};
	return rowOf('rights', title, {
		code: 'code-too-large-without-exec',
		severity: 'warning',
		message: `Your account may not exec into pods, and ${Math.ceil(size / 1024)} KiB of code may not fit into a ConfigMap, which takes 700 KiB once packed.`,
		hint: 'Ask the cluster\'s administrator for "get" and "create" of pods/exec, or leave files out by .polyaxonignore.',
		path: [],
	});
}

function codeSize(files: ReadonlyArray<{readonly size: number}>): number {
	return files.reduce((total, {size}) => total + size, 0);
}
