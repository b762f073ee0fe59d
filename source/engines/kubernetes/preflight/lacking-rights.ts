import type {V1SelfSubjectAccessReview} from '@kubernetes/client-node';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import {shellWord} from '../../../terminal/shell-word.ts';
import {type Ask, whyUnknown} from './ask.ts';
import type {Right} from './needed-rights.ts';

/** One verb of a right. */
export type Verb = Omit<Right, 'verbs'> & {readonly verb: string};

/** The verbs that the account does not have in a namespace; and why some are not known. */
export async function lackingRights(
	ask: Ask,
	namespace: string,
	rights: readonly Right[],
): Promise<{readonly missing: readonly Verb[]; readonly silence?: string}> {
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

/** What is missing, one beside the other: `jobs (create, get), pods (list)`. */
export function lackText(missing: readonly Verb[]): string {
	const resources = [...new Set(missing.map(({resource}) => resource))];
	return resources.map(name => `${name} (${missing.flatMap(({resource, verb}) => (resource === name ? [verb] : [])).join(', ')})`).join(', ');
}

/** How the account gets them: a command that prints the Role and gives it to the account. */
export function lackHint({context, namespace}: {readonly context: string; readonly namespace: string}): string {
	const command = `polyaxon-tui doctor --role --context ${shellWord(sanitiseLine(context))} --namespace ${shellWord(sanitiseLine(namespace))}`;
	return `Give the cluster's administrator what this prints: ${command}.`;
}

/** Who the cluster takes us for; undefined when it does not say. */
export async function accountOf(ask: Ask): Promise<string | undefined> {
	const body = {apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview'};
	const answer = await ask<{status?: {userInfo?: {username?: string}}}>('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {body});
	return (answer.isOk && answer.value.status?.userInfo?.username) || undefined;
}
