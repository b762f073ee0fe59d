import type {Stranger} from './rule.ts';

/** What was renamed between `version: 1` and `version: 1.1`: the newer name, and how version 1 says it. */
const newer = (names: Readonly<Record<string, string>>): Readonly<Record<string, Stranger>> =>
	Object.fromEntries(Object.entries(names).map(([name, hint]) => [name, {code: 'v11-key', message: `"${name}" is a key of version 1.1 files.`, hint}]));

const elsewhere = (name: string, hint: string): Stranger => ({code: 'unknown-key', message: `"${name}" has no place in the file.`, hint});

/** Keys at the top of files of other kinds, releases and versions. */
export const newerTopNames: Readonly<Record<string, Stranger>> = {
	...newer({
		component: 'In version 1 the sections stand at the top: build, run, environment.',
		hubRef: 'Version 1 has no hub. Write build and run.',
		matrix: 'Version 1 has it under hptuning, in files of kind group.',
		termination: 'Version 1 has environment: max_restarts.',
		plugins: 'Version 1 has logging: level.',
		cache: 'Version 1 has build: nocache.',
		presets: 'Version 1 has none. Delete it.',
		queue: 'Version 1 has none. Delete it.',
		hooks: 'Version 1 has none. Delete it.',
		joins: 'Version 1 has none. Delete it.',
		trigger: 'Version 1 has none. Delete it.',
		runPatch: 'Version 1 has none. Delete it.',
		isApproved: 'Version 1 has none. Delete it.',
		cost: 'Version 1 has none. Delete it.',
	}),
	settings: elsewhere('settings', 'Releases before 0.3 had it. Put what it says under environment, build and hptuning.'),
	cmd: elsewhere('cmd', 'Put it under run: "run:", and on the next line "  cmd: …".'),
	resources: elsewhere('resources', 'Put it under environment.'),
	secret_refs: elsewhere('secret_refs', 'Put it under environment.'),
	configmap_refs: elsewhere('configmap_refs', 'Put it under environment.'),
	config_map_refs: elsewhere('config_map_refs', 'Put it under environment.'),
	ttl: elsewhere('ttl', 'It was an option of the command line. Delete it.'),
};

/** The keys that a build has at the top only in files of kind build. */
export const misplacedBuildNames: Readonly<Record<string, Stranger>> = Object.fromEntries(
	['image', 'build_steps', 'env_vars', 'dockerfile', 'context', 'lang_env', 'nocache', 'branch', 'commit'].map(name => [
		name,
		{code: 'not-in-kind', message: `"${name}" stands at the top only in files of kind build.`, hint: 'Put it under build.'},
	]),
);

/** Keys of version 1.1 that stand under `build` there. */
export const newerBuildNames = newer({
	hubRef: 'Version 1 names an image: "image: …".',
	connection: 'Version 1 has none. Delete it.',
	run: 'Version 1 calls it build_steps.',
	env: 'Version 1 calls it env_vars, a list of [name, value].',
	langEnv: 'Version 1 calls it lang_env.',
	buildSteps: 'Version 1 calls it build_steps.',
	envVars: 'Version 1 calls it env_vars.',
	cache: 'Version 1 calls it nocache.',
});

/** Keys of version 1.1 that stand under `run` there. */
export const newerRunNames = newer({
	kind: 'Version 1 has the kind at the top: experiment or job.',
	container: 'Version 1 has run: cmd, and build: image.',
	command: 'Version 1 calls it cmd.',
	args: 'Version 1 has the arguments in cmd.',
	image: 'Version 1 has it under build.',
	env: 'Version 1 has build: env_vars.',
	init: 'Version 1 copies the code by itself. Delete it.',
	connections: 'Version 1 has environment: secret_refs and configmap_refs.',
	environment: 'Version 1 has it at the top.',
	resources: 'Version 1 has environment: resources.',
	sidecars: 'Version 1 has none. Delete it.',
	volumes: 'Version 1 has environment: data_refs.',
});

/** Keys of version 1.1, and of releases up to 0.4.1, that stand under `environment`. */
export const newerEnvironmentNames: Readonly<Record<string, Stranger>> = {
	...newer({
		nodeSelector: 'Version 1 calls it node_selector.',
		serviceAccountName: 'Version 1 calls it service_account.',
		imagePullSecrets: 'Version 1 calls it image_pull_secrets.',
		secretRefs: 'Version 1 calls it secret_refs.',
		configmapRefs: 'Version 1 calls it configmap_refs.',
		configMapRefs: 'Version 1 calls it configmap_refs.',
		maxRestarts: 'Version 1 calls it max_restarts.',
		restartPolicy: 'Version 1 has max_restarts.',
		securityContext: 'Version 1 has none. Delete it.',
		priorityClassName: 'Version 1 has none. Delete it.',
		connections: 'Version 1 has secret_refs and configmap_refs.',
	}),
	...Object.fromEntries(
		['image', 'build_steps', 'env_vars'].map(name => [name, {code: 'unknown-key', message: `"${name}" belongs to the build.`, hint: 'Put it under build.'}]),
	),
	...Object.fromEntries(
		['tensorflow', 'horovod', 'mxnet', 'pytorch'].map(name => [
			name,
			{code: 'unknown-key', message: `"${name}" stood here up to release 0.4.1.`, hint: `Write "framework: ${name}" at the top, and "replicas" here.`},
		]),
	),
};
