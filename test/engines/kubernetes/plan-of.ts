import type {EngineSettings, RunRequest} from '../../../source/engines/engine.ts';
import {createKubernetesPlan} from '../../../source/engines/kubernetes/create-plan.ts';
import type {KubernetesPlan} from '../../../source/engines/kubernetes/plan.ts';
import {settingsFrom} from '../../../source/engines/kubernetes/settings/cluster-settings.ts';
import {bareImage, type ImagePlan} from '../../../source/image/plan.ts';
import type {Environment, RenderedSpecification} from '../../../source/polyaxonfile/specification.ts';

type Change = {
	readonly image?: Partial<ImagePlan>;
	readonly environment?: Partial<Environment>;
	readonly specification?: Partial<RenderedSpecification>;
	readonly kubernetes?: Partial<EngineSettings['kubernetes']>;
	readonly settings?: Partial<EngineSettings>;
	readonly request?: Partial<RunRequest>;
};

/** A file of the code folder. */
export const codeFile = (path: string) => ({path, size: 10, mode: 0o644, isLink: false});

/** A run with one build step and a file of code. */
export function requestOf({image, environment, specification, kubernetes, settings, request}: Change = {}): RunRequest {
	return {
		runId: 'r-abcdef',
		name: 'My Digits_1',
		image: {...bareImage('python:3.12'), steps: ['pip install six'], codeFiles: [codeFile('train.py')], ...image},
		codeFolder: '/project',
		runFolder: '/runs/r-abcdef',
		specification: {
			version: 1,
			kind: 'experiment',
			tags: [],
			declarations: {lr: 0.1},
			environment: {secret_refs: [], configmap_refs: [], ...environment},
			command: 'python train.py',
			...specification,
		},
		settings: {secretRefs: [], configmapRefs: [], gracePeriod: 5, kubernetes: settingsFrom(kubernetes ?? {}), ...settings},
		...request,
	};
}

/** When that run was started. */
export const startedAt = Date.parse('2026-11-26T14:00:00Z');

/** Its plan. */
export function planOf(change: Change = {}): KubernetesPlan {
	return createKubernetesPlan(
		requestOf(change),
		{context: 'lab', namespace: 'experiments', server: 'https://10.0.0.1:6443', kubeconfig: ['/home/me/.kube/config']},
		{now: startedAt, realPath: path => path},
	);
}
