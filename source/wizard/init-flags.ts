import {engineNames} from '../engines/engine.ts';
import type {Answers} from './answers.ts';

/** What commander makes of the flags of `init`. */
export type InitFlags = {
	readonly kind?: string;
	readonly image?: string;
	readonly step?: readonly string[];
	readonly env?: readonly string[];
	readonly declare?: readonly string[];
	readonly cmd?: readonly string[];
	readonly secretRef?: readonly string[];
	readonly configmapRef?: readonly string[];
	readonly cpu?: string;
	readonly memory?: string;
	readonly gpu?: string;
	readonly nodeSelector?: readonly string[];
	readonly serviceAccount?: string;
	readonly engine?: string;
	readonly context?: string;
	readonly namespace?: string;
	readonly from?: string;
	readonly yes?: boolean;
	readonly output?: string;
	readonly force?: boolean;
	readonly run?: boolean;
	readonly dryRun?: boolean;
};

/** One flag of `init`, for commander, the help and the readme. */
export type InitFlag = {
	/** As commander wants it: `-o, --output <file>`. */
	readonly flags: string;
	/** The property of `InitFlags`. */
	readonly key: keyof InitFlags;
	/** Given several times, it is a list. */
	readonly repeats?: boolean;
	readonly help: string;
	/** The answer that it gives. */
	readonly answer?: keyof Answers;
};

/** The flags of `init`, in the order of the wizard's steps. */
export const initFlags: readonly InitFlag[] = [
	{flags: '--kind <kind>', key: 'kind', answer: 'kind', help: 'experiment, job or build'},
	{flags: '--image <name:tag>', key: 'image', answer: 'image', help: 'the base image'},
	{flags: '--step <command>', key: 'step', repeats: true, answer: 'buildSteps', help: 'a build step; give one flag a step, in their order'},
	{flags: '--env <NAME=VALUE>', key: 'env', repeats: true, answer: 'envVars', help: 'an environment variable of the image'},
	{flags: '--declare <name=value>', key: 'declare', repeats: true, answer: 'declarations', help: 'a declaration; the value is YAML'},
	{flags: '--cmd <command>', key: 'cmd', repeats: true, answer: 'command', help: 'the command; several become a list, joined with &&'},
	{flags: '--secret-ref <name>', key: 'secretRef', repeats: true, answer: 'secretRefs', help: 'a secret of the run'},
	{flags: '--configmap-ref <name>', key: 'configmapRef', repeats: true, answer: 'configmapRefs', help: 'a configmap of the run'},
	{flags: '--cpu <request[:limit]>', key: 'cpu', answer: 'resources', help: 'cores, such as 0.5 or 500m:2'},
	{flags: '--memory <request[:limit]>', key: 'memory', answer: 'resources', help: 'Mi, or with a unit: 512:1Gi'},
	{flags: '--gpu <count>', key: 'gpu', answer: 'resources', help: 'a number of devices'},
	{flags: '--node-selector <key=value>', key: 'nodeSelector', repeats: true, answer: 'nodeSelector', help: 'a label that the node of the run must have'},
	{flags: '--service-account <name>', key: 'serviceAccount', answer: 'serviceAccount', help: 'the service account of the run'},
	{flags: '--engine <name>', key: 'engine', answer: 'engine', help: `where to run it: ${engineNames.slice(0, -1).join(', ')} or ${engineNames.at(-1)}`},
	{flags: '--context <name>', key: 'context', answer: 'context', help: 'with --engine kubernetes: a context of the kubeconfig'},
	{flags: '--namespace <name>', key: 'namespace', answer: 'namespace', help: 'with --engine kubernetes: the namespace of the run'},
	{flags: '--from <answers.yaml>', key: 'from', help: 'a file with answers; flags win over it'},
	{flags: '-y, --yes', key: 'yes', help: 'take what was found in the folder for all that is not given'},
	{flags: '-o, --output <file>', key: 'output', help: 'where to write; - is the standard output'},
	{flags: '--force', key: 'force', help: 'write over an existing file without asking'},
	{flags: '--run', key: 'run', help: 'run it after writing'},
	{flags: '--dry-run', key: 'dryRun', help: 'show what would be written, and write nothing'},
];
