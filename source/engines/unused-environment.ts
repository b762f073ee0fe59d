import type {Problem} from '../polyaxonfile/problem.ts';
import type {Environment} from '../polyaxonfile/specification.ts';

const placing = 'where a run is placed is a question on Kubernetes only';
const ofPods = 'only pods on Kubernetes have it';

/** What only Kubernetes makes use of, and why nothing else does. */
const reasons = {
	node_selector: placing,
	affinity: placing,
	tolerations: placing,
	labels: ofPods,
	annotations: ofPods,
	service_account: ofPods,
	image_pull_secrets: 'images are pulled as you, with the logins of this computer',
	max_restarts: 'a failed run is not started again',
} as const satisfies Readonly<Partial<Record<keyof Environment, string>>>;

/** Warnings about what the file says under `environment` and engines other than Kubernetes leave out. */
export function unusedOf(environment: Environment): readonly Problem[] {
	const tpus = environment.resources?.tpu?.limits ?? environment.resources?.tpu?.requests ?? 0;
	const noTpu: Problem = {
		code: 'not-used-here',
		severity: 'warning',
		message: 'The run asks for TPUs and will have none: only clusters have them.',
		hint: 'Run it on Kubernetes: --engine kubernetes.',
		path: ['environment', 'resources', 'tpu'],
	};
	const unused = (Object.keys(reasons) as ReadonlyArray<keyof typeof reasons>)
		.filter(key => isFilled(environment[key]))
		.map(
			(key): Problem => ({
				code: 'not-used-here',
				severity: 'warning',
				message: `"${key}" has no effect on this engine: ${reasons[key]}.`,
				hint: key === 'max_restarts' ? 'Start it again yourself: "polyaxon-tui rerun".' : 'Run it on Kubernetes: --engine kubernetes.',
				path: ['environment', key],
			}),
		);
	return tpus > 0 ? [...unused, noTpu] : unused;
}

/** Nothing, an empty list or mapping, and no restart ask for nothing. */
function isFilled(value: Environment[keyof typeof reasons]): boolean {
	if (value === undefined || value === 0 || value === '') return false;
	return typeof value !== 'object' || Object.keys(value).length > 0;
}
