import {connectKubernetes} from '../engines/kubernetes/client/connect.ts';
import {createAsk} from '../engines/kubernetes/preflight/ask.ts';
import {accountOf} from '../engines/kubernetes/preflight/lacking-rights.ts';
import {roleFor} from '../engines/kubernetes/preflight/role.ts';
import {readSettings} from '../engines/settings.ts';
import {printProblems} from '../polyaxonfile/print.ts';
import {sanitiseText} from '../terminal/sanitise.ts';
import {createStyle} from '../terminal/style.ts';
import type {World} from '../world.ts';

/** Milliseconds for the cluster to say who we are. */
const patience = 4000;

/**
 * Prints the Role that runs need, and its binding to the account of the kubeconfig, for `kubectl apply`; where the cluster does not say which account that is,
 * a comment has the command for it. Exit code 2 when the kubeconfig names no cluster.
 */
export async function printRole(world: World, flags: {readonly context?: string; readonly namespace?: string}): Promise<number> {
	const {context, namespace} = (await readSettings(world, flags)).settings.kubernetes ?? {};
	const connected = await connectKubernetes(world, {...(context !== undefined && {context}), ...(namespace !== undefined && {namespace})});
	if ('code' in connected) {
		world.stderr.write(printProblems([connected], {style: createStyle({env: world.env, stdout: world.stderr})}));
		return 2;
	}
	const {client} = connected;
	try {
		const account = await accountOf(createAsk(client, new AbortController().signal, patience));
		world.stdout.write(sanitiseText(roleFor(client.cluster.namespace, account)));
		return 0;
	} finally {
		client.close();
	}
}
