import {realpathSync} from 'node:fs';
import type {Problem} from '../../polyaxonfile/problem.ts';
import {UserError} from '../../user-error.ts';
import type {World} from '../../world.ts';
import type {Engine, RunRequest} from '../engine.ts';
import {createKubernetesPlan} from './create-plan.ts';
import {describeKubernetes} from './describe.ts';
import {toKubernetesHandle} from './handle.ts';
import type {KubernetesPlan} from './plan.ts';
import {restrictedPlan} from './strategy.ts';

/** The cluster that runs go to, as the kubeconfig says. */
export type WantedPlace = Pick<KubernetesPlan, 'context' | 'namespace' | 'server' | 'kubeconfig'>;

/** What was found out of a namespace for a plan, which is made again for the launch a moment later. */
type Security = 'restricted' | undefined;

/** The engine that builds images in a cluster and runs Jobs there. `place` is absent for who goes on with a run, whose plan has it. What talks to a cluster is loaded when it is needed. */
export function createKubernetesEngine(world: World, place?: WantedPlace): Omit<Engine, 'plan'> & {plan(request: RunRequest): KubernetesPlan} {
	let security: Security;
	const secured = (plan: KubernetesPlan) => (security === undefined ? plan : restrictedPlan(plan));
	return {
		name: 'kubernetes',
		async probe(signal) {
			const [{connectKubernetes}, {probeKubernetes}] = await Promise.all([import('./client/connect.ts'), import('./probe.ts')]);
			const open = () => connectKubernetes(world, place && {files: place.kubeconfig, context: place.context, namespace: place.namespace});
			return probeKubernetes(open, signal);
		},
		plan(request) {
			if (!place) throw new UserError('No cluster was chosen for the run.');
			return secured(createKubernetesPlan(request, place, {now: world.now(), realPath}));
		},
		describe: plan => describeKubernetes(plan as KubernetesPlan, {...((plan as KubernetesPlan).isRestricted && {isRestricted: true})}),
		async preflight(plan, signal) {
			const {lookBefore} = await import('./look-before.ts');
			return lookBefore(world, plan as KubernetesPlan, signal, {
				isRestricted(planned) {
					security = 'restricted';
					return secured(planned);
				},
			});
		},
		async *drive(plan, handle, signal) {
			// With what a stop needs: a newer version may take the place of the program's files while the run goes on
			const [{driveKubernetes}] = await Promise.all([import('./drive.ts'), import('./end-run.ts')]);
			yield* driveKubernetes(world, plan as KubernetesPlan, toKubernetesHandle(handle), signal);
		},
		async stop(plan) {
			const {stopRun} = await import('./end-run.ts');
			await stopRun(world, plan as KubernetesPlan);
		},
		async remove(plan) {
			const {removeRun} = await import('./end-run.ts');
			await removeRun(world, plan as KubernetesPlan);
		},
	};
}

/** The cluster that the settings and flags mean, by the kubeconfig; what is wrong with that otherwise. Nobody is asked yet. */
export async function findPlace(world: World, wanted: {readonly context?: string; readonly namespace?: string}): Promise<WantedPlace | Problem> {
	const {connectKubernetes} = await import('./client/connect.ts');
	const connected = await connectKubernetes(world, wanted);
	if ('code' in connected) return connected;
	const {client, kubeconfig} = connected;
	client.close();
	const {context, namespace, server} = client.cluster;
	return {context, namespace, server, kubeconfig: kubeconfig.files};
}

function realPath(path: string): string {
	try {
		return realpathSync(path);
	} catch {
		return path;
	}
}
