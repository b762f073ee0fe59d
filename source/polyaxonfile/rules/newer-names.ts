import type {Stranger} from './rule.ts';

type Strangers = Readonly<Record<string, Stranger>>;

/** What was renamed between `version: 1` and `version: 1.1`: the newer name, and how version 1 says it. `under`: the same for keys of that section. */
const newer = (names: Readonly<Record<string, string>>, under: Readonly<Record<string, Strangers>> = {}): Strangers =>
	Object.fromEntries(
		Object.entries(names).map(([name, hint]) => [
			name,
			{code: 'v11-key', message: `"${name}" is a key of version 1.1 files.`, hint, ...(under[name] ? {under: under[name]} : {})},
		]),
	);

const elsewhere = (name: string, hint: string): Stranger => ({code: 'unknown-key', message: `"${name}" has no place in the file.`, hint});

const none = 'Version 1 has none. Delete it.';
const ofOps = 'Version 1 has it under ops, in files of kind pipeline.';
const ofOtherFiles = 'Version 1 takes nothing from elsewhere. Write build and run here.';
const ofReplicas = 'Version 1 has framework, and environment: replicas.';

const containerNames = newer({
	command: 'Version 1 has run: cmd.',
	args: 'Version 1 has the arguments in run: cmd.',
	image: 'Version 1 has build: image.',
	env: 'Version 1 has build: env_vars, a list of [name, value].',
	envFrom: 'Version 1 has environment: secret_refs and configmap_refs.',
	resources: 'Version 1 has environment: resources, and there "cpu: {requests: 1}".',
	workingDir: 'Version 1 starts in the folder of the code. Write "cd … &&" before the command.',
	volumeMounts: 'Version 1 has environment: data_refs.',
	imagePullPolicy: none,
	securityContext: none,
	ports: none,
	name: none,
});

/** Keys of version 1.1 that stand under `run` there. */
export const newerRunNames = newer(
	{
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
		sidecars: none,
		volumes: 'Version 1 has environment: data_refs.',
		operations: 'Version 1 has kind: pipeline, and ops at the top.',
		components: 'Version 1 has kind: pipeline, and templates at the top.',
		ports: 'Version 1 has kind: notebook and kind: tensorboard.',
		rewritePath: none,
		cleanPodPolicy: none,
		chief: ofReplicas,
		master: ofReplicas,
		worker: ofReplicas,
		ps: ofReplicas,
		launcher: ofReplicas,
	},
	{container: containerNames},
);

/** Keys at the top of files of version 1.1 that version 1 has there too, in some kinds. */
export const newerFileNames = newer({schedule: 'Version 1 has it in files of kind pipeline.'});

/** Keys at the top of files of other kinds, releases and versions. */
export const newerTopNames: Strangers = {
	...newer(
		{
			component: 'In version 1 the sections stand at the top: build, run, environment.',
			hubRef: 'Version 1 has no hub. Write build and run.',
			dagRef: ofOtherFiles,
			pathRef: ofOtherFiles,
			urlRef: ofOtherFiles,
			template: 'Version 1 has templates, in files of kind pipeline.',
			matrix: 'Version 1 has it under hptuning, in files of kind group.',
			termination: 'Version 1 has environment: max_restarts.',
			plugins: 'Version 1 has logging: level.',
			cache: 'Version 1 has build: nocache.',
			dependencies: ofOps,
			trigger: ofOps,
			conditions: ofOps,
			skipOnUpstreamSkip: 'Version 1 has skip_on_upstream_skip under ops, in files of kind pipeline.',
			contexts: 'Version 1 has params.',
			presets: none,
			isPreset: none,
			queue: none,
			hooks: none,
			joins: none,
			events: none,
			actions: none,
			runPatch: none,
			patchStrategy: none,
			isApproved: none,
			cost: none,
		},
		{component: newer({run: 'Version 1 has it at the top.', build: 'Version 1 has it at the top.'}, {run: newerRunNames})},
	),
	settings: elsewhere('settings', 'Releases before 0.3 had it. Put what it says under environment, build and hptuning.'),
	cmd: elsewhere('cmd', 'Put it under run: "run:", and on the next line "  cmd: …".'),
	resources: elsewhere('resources', 'Put it under environment.'),
	secret_refs: elsewhere('secret_refs', 'Put it under environment.'),
	configmap_refs: elsewhere('configmap_refs', 'Put it under environment.'),
	config_map_refs: elsewhere('config_map_refs', 'Put it under environment.'),
	ttl: elsewhere('ttl', 'It was an option of the command line. Delete it.'),
};

/** The keys that a build has at the top only in files of kind build. */
export const misplacedBuildNames: Strangers = Object.fromEntries(
	['image', 'build_steps', 'env_vars', 'dockerfile', 'context', 'lang_env', 'nocache', 'branch', 'commit'].map(name => [
		name,
		{code: 'not-in-kind', message: `"${name}" stands at the top only in files of kind build.`, hint: 'Put it under build.'},
	]),
);

/** Keys of version 1.1 that stand under `build` there. */
export const newerBuildNames = newer({
	hubRef: 'Version 1 names an image: "image: …".',
	connection: none,
	run: 'Version 1 calls it build_steps.',
	env: 'Version 1 calls it env_vars, a list of [name, value].',
	langEnv: 'Version 1 calls it lang_env.',
	buildSteps: 'Version 1 calls it build_steps.',
	envVars: 'Version 1 calls it env_vars.',
	cache: 'Version 1 calls it nocache.',
	presets: none,
	queue: none,
	runPatch: none,
});

/** Keys of version 1.1 that inputs and outputs have there. */
export const newerInputNames = newer({
	value: 'Version 1 calls it default.',
	isOptional: 'Version 1 calls it is_optional.',
	isList: 'Version 1 calls it is_list.',
	isFlag: 'Version 1 calls it is_flag.',
	argFormat: 'Version 1 writes the argument in run: cmd.',
	connection: none,
	toInit: none,
	toEnv: none,
});

/** Keys of version 1.1, and of other sections, that stand under `ops` of a pipeline. */
export const newerOpNames: Strangers = {
	...newer({
		hubRef: 'Version 1 has template: {name: …}.',
		component: 'Version 1 has template: {name: …}.',
		skipOnUpstreamSkip: 'Version 1 calls it skip_on_upstream_skip.',
		termination: 'Version 1 has max_retries.',
		matrix: 'Version 1 has it in a template of kind group.',
		run: 'Version 1 has it in a template.',
	}),
	declarations: {code: 'unknown-key', message: '"declarations" has no place in an op.', hint: 'Write params: an op gives its template values for its inputs.'},
};

/** Keys of version 1.1, and of releases up to 0.4.1, that stand under `environment`. */
export const newerEnvironmentNames: Strangers = {
	...newer({
		nodeSelector: 'Version 1 calls it node_selector.',
		nodeName: 'Version 1 has node_selector, with labels of the node.',
		serviceAccountName: 'Version 1 calls it service_account.',
		imagePullSecrets: 'Version 1 calls it image_pull_secrets.',
		secretRefs: 'Version 1 calls it secret_refs.',
		configmapRefs: 'Version 1 calls it configmap_refs.',
		configMapRefs: 'Version 1 calls it configmap_refs.',
		maxRestarts: 'Version 1 calls it max_restarts.',
		restartPolicy: 'Version 1 has max_restarts.',
		connections: 'Version 1 has secret_refs and configmap_refs.',
		...Object.fromEntries(
			['securityContext', 'priorityClassName', 'priority', 'schedulerName', 'hostNetwork', 'hostPID', 'hostIPC', 'hostAliases', 'dnsPolicy', 'dnsConfig'].map(
				name => [name, none],
			),
		),
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
