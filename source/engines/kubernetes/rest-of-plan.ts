import type {KubernetesPlan} from './plan.ts';

/** What the Job of a run is made of and no other annotation holds; names of secrets are in it, and no values. */
export type RestOfPlan = Pick<KubernetesPlan, 'polyaxonEnv' | 'refs' | 'shmSize' | 'gracePeriod' | 'settings'>;

/** The text that goes along with a Job, so that another machine makes the next Job of the run as this one would. */
export function writeRest({polyaxonEnv, refs, shmSize, gracePeriod, settings}: RestOfPlan): string {
	return JSON.stringify({polyaxonEnv, refs, shmSize, gracePeriod, settings} satisfies RestOfPlan);
}

/** What such a text says; undefined when it is not there, or not whole: anybody may have written it. */
export function readRest(text: string | undefined): RestOfPlan | undefined {
	try {
		const value: unknown = JSON.parse(text ?? 'null');
		return isRest(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

function isRest(value: unknown): value is RestOfPlan {
	if (!isTable(value)) return false;
	const {polyaxonEnv, refs, shmSize, gracePeriod, settings} = value;
	const hasEnv = isListOf(polyaxonEnv, pair => Array.isArray(pair) && pair.length === 2 && pair.every(isText));
	const hasRefs = isListOf(
		refs,
		ref =>
			isTable(ref) && (ref.kind === 'secret' || ref.kind === 'configmap') && isText(ref.k8sName) && (ref.items === undefined || isListOf(ref.items, isText)),
	);
	return hasEnv && hasRefs && isText(shmSize) && typeof gracePeriod === 'number' && isSettings(settings);
}

function isSettings(value: unknown): boolean {
	if (!isTable(value)) return false;
	const {isInsecureRegistry, pullSecrets, kanikoImage, helperImage, keepFor, stickyWait, registry, registryForNodes, pushSecret, serviceAccount} = value;
	const mayBeTexts = [registry, registryForNodes, pushSecret, serviceAccount];
	return (
		typeof isInsecureRegistry === 'boolean' &&
		isListOf(pullSecrets, isText) &&
		isText(kanikoImage) &&
		isText(helperImage) &&
		typeof keepFor === 'number' &&
		typeof stickyWait === 'number' &&
		mayBeTexts.every(each => each === undefined || isText(each))
	);
}

function isListOf(value: unknown, is: (each: unknown) => boolean): boolean {
	return Array.isArray(value) && value.every(is);
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
	return typeof value === 'string';
}
