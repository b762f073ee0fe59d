import type {V1ResourceQuota} from '@kubernetes/client-node';
import {whyUnknown} from './ask.ts';
import type {Check, Inspection} from './check.ts';
import {type LimitRange, limitChecks} from './limit-range.ts';
import {collection} from './places.ts';
import {quotaChecks} from './quota.ts';

/** Whether the pods keep to the quotas and the limit ranges of the namespace. */
export async function checkNamespaceLimits({ask, plan, pods}: Inspection): Promise<readonly Check[]> {
	const [quotas, ranges] = await Promise.all([
		ask<{items: readonly V1ResourceQuota[]}>('GET', collection(plan.namespace, 'resourcequotas')),
		ask<{items: readonly LimitRange[]}>('GET', collection(plan.namespace, 'limitranges')),
	]);
	const known = ranges.isOk ? ranges.value.items : [];
	return [
		...(quotas.isOk
			? quotaChecks(quotas.value.items, known, pods)
			: [{topic: 'quota', title: 'Quota of the namespace', state: 'unknown', detail: whyUnknown(quotas.error, 'look at quotas here')} as const]),
		...(ranges.isOk
			? limitChecks(known, pods)
			: [{topic: 'limits', title: 'Limits of the namespace', state: 'unknown', detail: whyUnknown(ranges.error, 'look at limit ranges here')} as const]),
	];
}
