import type {Declaration, EnvVar} from './answers.ts';

/** Something found in the folder, and where: `Dockerfile:4`, or only `run.sh`. */
export type Found<T> = {readonly value: T; readonly foundIn: string};

/** A command that the folder offers, with the declarations that it names. */
export type FoundCommand = {readonly command: string; readonly declarations: readonly Declaration[]};

/** What detection knows about the folder. Plain JSON; the best guess stands first in every list. */
export type Facts = {
	/** Absolute. */
	readonly folder: string;
	/** `isCut`: there is more than was looked at. */
	readonly size: {readonly files: number; readonly bytes: number; readonly isCut: boolean};
	/** Paths relative to the folder, with `/`, sorted. */
	readonly paths: readonly string[];
	readonly gitBranch?: string;
	/** Polyaxonfiles in the order in which the platform looks for them. */
	readonly polyaxonfiles: readonly string[];
	/** The files that build steps see: at most one of requirements, conda and setup each. */
	readonly stepFiles: readonly string[];
	readonly images: ReadonlyArray<Found<string>>;
	/** Images that an engine of this machine has already. */
	readonly localImages: readonly string[];
	/** Images that were looked up, and that their registry does not have. */
	readonly missingImages: readonly string[];
	readonly buildSteps: ReadonlyArray<Found<string>>;
	/** Of the Dockerfile: taken as defaults. */
	readonly envVars: ReadonlyArray<Found<EnvVar>>;
	/** Of .env: only offered. Values that look like secrets are not among them. */
	readonly offeredEnvVars: ReadonlyArray<Found<EnvVar>>;
	/** Names that look like secrets; their values were not kept. */
	readonly secretNames: ReadonlyArray<Found<string>>;
	readonly commands: ReadonlyArray<Found<FoundCommand>>;
	/** Names for which the settings know a source. */
	readonly secretRefs: readonly string[];
	readonly configmapRefs: readonly string[];
};

/** What is known of a folder before it was looked at. */
export function emptyFacts(folder: string): Facts {
	return {
		folder,
		size: {files: 0, bytes: 0, isCut: false},
		paths: [],
		polyaxonfiles: [],
		stepFiles: [],
		images: [],
		localImages: [],
		missingImages: [],
		buildSteps: [],
		envVars: [],
		offeredEnvVars: [],
		secretNames: [],
		commands: [],
		secretRefs: [],
		configmapRefs: [],
	};
}
