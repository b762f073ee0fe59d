import {sanitiseLine} from '../../../terminal/sanitise.ts';
import type {KubernetesClient} from '../client/client.ts';
import {createAsk} from '../preflight/ask.ts';
import {readTable} from '../preflight/table.ts';

/** Names of the cluster's namespaces, fit for a terminal, in at most `limit` milliseconds; undefined when the account may not list them. Throws only when the signal is aborted. */
export async function readNamespaces(client: KubernetesClient, signal: AbortSignal, limit = 1900): Promise<readonly string[] | undefined> {
	const answer = await readTable(createAsk(client, signal, limit), '/api/v1/namespaces', {limit: 500});
	return answer.isOk ? answer.value.map(({name = ''}) => sanitiseLine(String(name))) : undefined;
}
