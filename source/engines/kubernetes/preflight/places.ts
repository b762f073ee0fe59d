import type {Problem} from '../../../polyaxonfile/problem.ts';
import {shellWord} from '../../../terminal/shell-word.ts';
import type {KubernetesPlan} from '../plan.ts';
import type {PlannedPod} from './check.ts';

/** Where the polyaxonfile says what a pod asks of a resource; a name of Kubernetes or of a quota: `cpu`, `limits.memory`, `requests.nvidia.com/gpu`. */
export function resourcePath(part: PlannedPod['part'], resource: string): Problem['path'] {
	if (part === 'build') return ['build'];
	const name = resource.replace(/^(requests|limits)\./, '');
	const key = /^(cpu|memory)$/.test(name) ? name : /tpu/.test(name) ? 'tpu' : /^[^/]+\.[^/]+\//.test(name) ? 'gpu' : undefined;
	return ['environment', 'resources', ...(key === undefined ? [] : [key])];
}

const fields: ReadonlyArray<readonly [RegExp, Problem['path']]> = [
	[/nodeSelector/, ['environment', 'node_selector']],
	[/affinity/i, ['environment', 'affinity']],
	[/serviceAccount/, ['environment', 'service_account']],
	[/backoffLimit/, ['environment', 'max_restarts']],
	[/metadata\.labels/, ['environment', 'labels']],
	[/metadata\.annotations/, ['environment', 'annotations']],
	[/\.image$/, ['build', 'image']],
	[/\.resources\b/, ['environment', 'resources']],
	[/\.env(From)?\b/, ['environment']],
];

/** Where the polyaxonfile says what a field of a Job or pod has: `spec.template.spec.tolerations[0].operator`. */
export function fieldPath(part: PlannedPod['part'], field: string): Problem['path'] {
	const resource = /\.resources\.(?:limits|requests)\[(.+)\]/.exec(field)?.[1];
	if (resource !== undefined) return resourcePath(part, resource);
	const [, list, index] = /\.(tolerations|imagePullSecrets)(?:\[(\d+)\])?/.exec(field) ?? [];
	// Those of the build are those of the run
	if (list !== undefined) return ['environment', list === 'tolerations' ? list : 'image_pull_secrets', ...(index === undefined ? [] : [Number(index)])];
	if (part === 'build') return ['build'];
	return fields.find(([pattern]) => pattern.test(field))?.[1] ?? [];
}

/** What to do where a pod asks for what it cannot have: amounts of a build are not the user's, who can do without one. */
export function wayOut(part: PlannedPod['part'], ofRun: string): string {
	return `${part === 'build' ? 'Let the steps run inside the run\'s pod: "kubernetes: {builder: inline}" in .polyaxon/tui.yaml' : ofRun}, or use another namespace: --namespace NAME.`;
}

/** A kubectl command for the plan's cluster and namespace. */
export function kubectl({context, namespace}: Pick<KubernetesPlan, 'context' | 'namespace'>, command: string): string {
	return `kubectl ${command} --context ${shellWord(context)} --namespace ${shellWord(namespace)}`;
}

/** The collection of a kind of objects in a namespace: `/api/v1/namespaces/n/secrets`. */
export function collection(namespace: string, kind: string): string {
	return `/api/v1/namespaces/${encodeURIComponent(namespace)}/${kind}`;
}

/** Whether Kubernetes takes it as the name of an object; what it does not take could lead to another path of the API. (RFC 1123 subdomain) */
export function isObjectName(name: string): boolean {
	return name.length <= 253 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name);
}
