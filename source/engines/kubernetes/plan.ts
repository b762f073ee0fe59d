import type {ImagePlan} from '../../image/plan.ts';
import type {Environment, Kind} from '../../polyaxonfile/specification.ts';
import type {RunId} from '../engine.ts';

/** A secret or configmap that a run gets, under its name in the cluster. */
export type ClusterRef = {
	readonly kind: 'secret' | 'configmap';
	/** As the polyaxonfile names it. */
	readonly name: string;
	/** As the cluster names it: the catalogue's `k8s_ref`, else the same. */
	readonly k8sName: string;
	/** Only these keys; absent for all. */
	readonly items?: readonly string[];
};

/** Where the settings have a secret or configmap on this machine. */
export type LocalSource = Pick<ClusterRef, 'kind' | 'name'> & {
	/** Absolute. */
	readonly path: string;
};

/** How the steps and the code get into the run, and why so, for the screen. */
export type BuildStrategy = {readonly type: 'none' | 'kaniko' | 'inline'; readonly why: string};

/** What the settings say of clusters, with defaults in place. */
export type KubernetesSettings = {
	/** Where images are pushed: `host[:port][/path]`; absent when none is set. */
	readonly registry?: string;
	/** The same registry as the nodes name it, where that differs. */
	readonly registryForNodes?: string;
	/** Speak http with the registry, or do not look at its certificate. */
	readonly isInsecureRegistry: boolean;
	/** A secret of type kubernetes.io/dockerconfigjson with which images are pushed. */
	readonly pushSecret?: string;
	/** Secrets with which nodes pull images. */
	readonly pullSecrets: readonly string[];
	/** `auto`: by the rule of `strategyOf`. */
	readonly builder: 'auto' | 'kaniko' | 'inline';
	readonly kanikoImage: string;
	/** Has sh, tar, head and sha256sum: takes the upload. */
	readonly helperImage: string;
	readonly serviceAccount?: string;
	/** Seconds a finished Job and its pod stay in the cluster. */
	readonly keepFor: number;
	/** Seconds after which a wait that does not end by itself ends the run. */
	readonly stickyWait: number;
};

/** What the Kubernetes engine will do for one run. Values of secrets and configmaps are never in it. */
export type KubernetesPlan = {
	readonly engine: 'kubernetes';
	readonly runId: RunId;
	readonly name: string;
	readonly kind: Kind;
	readonly runFolder: string;
	readonly codeFolder: string;
	readonly image: ImagePlan;
	/** Of the kubeconfig; drivers and later commands use the same. */
	readonly context: string;
	readonly namespace: string;
	readonly server: string;
	/** Absolute paths of the kubeconfig files that were read. */
	readonly kubeconfig: readonly string[];
	readonly strategy: BuildStrategy;
	/** The namespace takes only pods that PodSecurity calls `restricted`: nothing runs as root. */
	readonly isRestricted?: boolean;
	/** `<registry>/plx-<name>` when an image is built. */
	readonly repository?: string;
	/** Name of the run's Job. */
	readonly job: string;
	/** Name of the Job that builds, with kaniko. */
	readonly buildJob?: string;
	readonly labels: Readonly<Record<string, string>>;
	/** What a run needs to be rebuilt from the cluster alone, and what does not fit into labels. */
	readonly annotations: Readonly<Record<string, string>>;
	/** What the run is told, with paths as they are in the container; of two with one name the later counts. */
	readonly polyaxonEnv: ReadonlyArray<readonly [string, string]>;
	readonly environment: Environment;
	readonly refs: readonly ClusterRef[];
	/** Sources on this machine that the settings name for some of them, and that a cluster does not read; absent for none. */
	readonly localSources?: readonly LocalSource[];
	/** Size of /dev/shm as Kubernetes writes it: `2Gi`. */
	readonly shmSize: string;
	/** The command; absent for `kind: build`. */
	readonly command?: string;
	/** Seconds. */
	readonly gracePeriod: number;
	readonly settings: KubernetesSettings;
	/** In plans that were made from the Jobs of a run alone: its code, and what was too long to go along, are on the machine that started it. */
	readonly adopted?: {
		/** Why the run's Job cannot be made from here, a sentence; absent when it can. */
		readonly cannotRun?: string;
	};
};
