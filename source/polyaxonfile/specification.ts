import type {Group} from './group.ts';
import type {Numeral} from './numeral.ts';

/** A YAML value as the platform read it (YAML 1.1). A number that has a point though it is whole, as `1.0`, or more digits than JavaScript keeps, is a Numeral. */
export type Value = null | boolean | number | Numeral | string | readonly Value[] | {readonly [key: string]: Value};

/** The kinds of the platform. */
export type Kind = 'experiment' | 'job' | 'build' | 'group' | 'notebook' | 'tensorboard' | 'pipeline';

/** What a polyaxonfile says, before its templates are evaluated. */
export type Specification = {
	readonly kind: Kind;
	/** The sections as written; those of a build always at the top in `kind: build`. */
	readonly values: {readonly [section: string]: Value};
	/** The names that templates see, with `-P` in place. */
	readonly parameters: {readonly [name: string]: Value};
	/** The runs of a `kind: group`. */
	readonly group?: Group;
	/** What the sections mean as they are written, under the names that they are written with. */
	readonly sections?: ReadonlyMap<string, {readonly value: Value; readonly read: unknown}>;
};

/** `build`: the image of a run and what is baked into it. */
export type Build = {
	readonly image?: string;
	readonly build_steps: readonly string[];
	/** Name and value, in the order of the file. */
	readonly env_vars: ReadonlyArray<readonly [string, string]>;
	readonly dockerfile?: string;
	readonly context?: string;
	readonly lang_env?: string;
	readonly nocache?: boolean;
};

/** Amounts of one resource: `cpu` in cores, `memory` in Mi, `gpu` in devices. */
export type Amounts = {readonly requests?: number; readonly limits?: number};
/** What a run needs of the machine. */
export type Resources = {readonly cpu?: Amounts; readonly memory?: Amounts; readonly gpu?: Amounts; readonly tpu?: Amounts};

/** What a run needs around it. */
export type Environment = {
	readonly resources?: Resources;
	readonly secret_refs: readonly string[];
	/** Read from `configmap_refs` and from its later name `config_map_refs`. */
	readonly configmap_refs: readonly string[];
	/** Labels that a node must have. */
	readonly node_selector?: {readonly [label: string]: Value};
	/** As Kubernetes has them in a pod. */
	readonly tolerations?: ReadonlyArray<{readonly [key: string]: Value}>;
	/** As Kubernetes has it in a pod. */
	readonly affinity?: {readonly [key: string]: Value};
	readonly labels?: {readonly [name: string]: Value};
	readonly annotations?: {readonly [name: string]: Value};
	readonly service_account?: string;
	readonly image_pull_secrets?: readonly string[];
	/** How often a failed run is started again. */
	readonly max_restarts?: number;
};

/** What one run is, with every template evaluated and the one line that bash gets. */
export type RenderedSpecification = {
	readonly version: 1;
	readonly kind: Kind;
	readonly name?: string;
	readonly description?: string;
	readonly tags: readonly string[];
	/** Read from `declarations` and from its later name `params`. */
	readonly declarations: {readonly [name: string]: Value};
	readonly build?: Build;
	readonly environment: Environment;
	/** The argument of `bash -c`; absent where a kind has none. */
	readonly command?: string;
};
