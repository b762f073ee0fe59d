import type {End} from '../drive-phases.ts';
import type {RunHandle} from '../engine.ts';

/** An object that was made, and when (milliseconds since 1970). */
export type Made = {readonly name: string; readonly uid: string; readonly at: number};

/** How far a run on Kubernetes has come. */
export type KubernetesHandle = {
	/** What the image will be named, the hashes that its name is made of, and when the code was read (milliseconds since 1970). */
	readonly identity?: {readonly reference: string; readonly contextHash: string; readonly depsHash?: string; readonly at?: number};
	/** The build's Job; its pod may wait for the upload. */
	readonly build?: Made;
	/** The image that is run, once it is there; by digest when it was built. */
	readonly image?: string;
	/** The run's Job. */
	readonly job?: Made;
	/** The Job in whose place one with the code in a ConfigMap is made; from then on that is `build` or `job`. */
	readonly viaConfigMap?: Made;
	/** A Job that is over and is deleted, since other containers keep its pod alive. */
	readonly release?: Made;
	/** How the run ended, where its Job was that. */
	readonly ended?: End;
};

/** The saved handle, less what does not look like ours. */
export function toKubernetesHandle(handle: RunHandle): KubernetesHandle {
	const {identity, build, image, job, viaConfigMap, release, ended} = handle;
	return {
		...(hasTexts(identity, 'reference', 'contextHash') && {identity: identity as KubernetesHandle['identity']}),
		...(hasTexts(build, 'name', 'uid') && {build: build as Made}),
		...(typeof image === 'string' && {image}),
		...(hasTexts(job, 'name', 'uid') && {job: job as Made}),
		...(hasTexts(viaConfigMap, 'name', 'uid') && {viaConfigMap: viaConfigMap as Made}),
		...(hasTexts(release, 'name', 'uid') && {release: release as Made}),
		...(hasTexts(ended, 'status') && {ended: ended as End}),
	};
}

function hasTexts(value: unknown, ...keys: readonly string[]): boolean {
	return typeof value === 'object' && value !== null && keys.every(key => typeof Reflect.get(value, key) === 'string');
}
