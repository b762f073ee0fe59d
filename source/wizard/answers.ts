import type {EngineName} from '../engines/engine.ts';
import type {RegistryChoice} from '../engines/kubernetes/settings/registry-choice.ts';
import type {Kind} from '../polyaxonfile/specification.ts';

/** One environment variable of the image. */
export type EnvVar = {readonly name: string; readonly value: string};

/** One declaration; `value` is YAML as it was typed: `0.1`, `[1, 2]`, `adam`, `"yes"`. */
export type Declaration = {readonly name: string; readonly value: string};

/** Amounts as they were typed (`0.5`, `500m`, `2Gi`); the plain name is the request. `gpu` is both. */
export type ResourceAnswers = {
	readonly cpu?: string;
	readonly cpuLimit?: string;
	readonly memory?: string;
	readonly memoryLimit?: string;
	readonly gpu?: string;
};

/** Everything that the wizard asks. Plain JSON: it is what a draft holds. */
export type Answers = {
	readonly kind: AnswerKind;
	readonly image: string;
	readonly buildSteps: readonly string[];
	readonly envVars: readonly EnvVar[];
	readonly declarations: readonly Declaration[];
	/** Lines; more than one becomes a list in the file. */
	readonly command: string;
	readonly secretRefs: readonly string[];
	readonly configmapRefs: readonly string[];
	readonly resources: ResourceAnswers;
	/** Labels that the node of the run must have, as they were typed: `disk=ssd, zone=a`. */
	readonly nodeSelector: string;
	/** Empty: the one of the settings, else the namespace's own. */
	readonly serviceAccount: string;
	readonly engine: EngineName;
	/** Of the kubeconfig, for the engine kubernetes; not in the polyaxonfile. Absent: as the settings and the kubeconfig say. */
	readonly context?: string;
	readonly namespace?: string;
	/** Where the cluster puts the image, chosen where the settings name no registry; not in the polyaxonfile but in the settings. */
	readonly registry?: RegistryChoice | undefined;
};

/** The kinds in the order in which they are offered. */
export const kinds = ['experiment', 'job', 'build'] as const satisfies readonly Kind[];
/** A kind that the wizard makes. */
export type AnswerKind = (typeof kinds)[number];

/** Answers of somebody who has said nothing yet, in a folder that says nothing. */
export const emptyAnswers: Answers = {
	kind: 'experiment',
	image: '',
	buildSteps: [],
	envVars: [],
	declarations: [],
	command: '',
	secretRefs: [],
	configmapRefs: [],
	resources: {},
	nodeSelector: '',
	serviceAccount: '',
	engine: 'host',
};

/** The entries of the command: its lines without the empty ones. */
export function commandLines(command: string): readonly string[] {
	return command
		.split('\n')
		.map(line => line.trim())
		.filter(line => line !== '');
}

/** The list with one entry replaced, as an answer. */
export function replacing<K extends keyof Answers, T>(key: K, list: readonly T[], index: number, entry: T): Partial<Answers> {
	return {[key]: list.map((old, at) => (at === index ? entry : old))};
}
