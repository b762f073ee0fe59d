import {sanitiseLine} from '../../../terminal/sanitise.ts';
import {shellWord} from '../../../terminal/shell-word.ts';
import {whyUnknown} from './ask.ts';
import {type Check, type Inspection, rowOf} from './check.ts';
import {collection, isObjectName, kubectl} from './places.ts';
import {readTable} from './table.ts';

/** Whether the service accounts that the pods name exist. */
export async function checkServiceAccount({ask, plan, pods}: Inspection): Promise<readonly Check[]> {
	const names = new Set(pods.flatMap(({spec}) => spec.serviceAccountName ?? []));
	return Promise.all(
		[...names].map(async name => {
			const shown = sanitiseLine(name);
			const title = `Service account "${shown}"`;
			const answer = isObjectName(name) ? await readTable(ask, `${collection(plan.namespace, 'serviceaccounts')}/${name}`) : undefined;
			if (answer?.isOk) return {topic: 'service-account', title, state: 'ok', detail: 'It is there.'} satisfies Check;
			if (answer && answer.error.status !== 404)
				return {topic: 'service-account', title, state: 'unknown', detail: whyUnknown(answer.error, 'look at service accounts here')} satisfies Check;
			const isOfFile = plan.environment.service_account === name;
			return rowOf('service-account', title, {
				code: 'missing-service-account',
				severity: 'error',
				message: `The service account "${shown}" is not in the namespace ${sanitiseLine(plan.namespace)}.`,
				hint: `Create it: ${kubectl(plan, `create serviceaccount ${shellWord(name)}`)}, or correct the name${isOfFile ? '' : ' in the settings'}.`,
				path: isOfFile ? ['environment', 'service_account'] : [],
			});
		}),
	);
}
