import {sanitiseLine} from '../../../terminal/sanitise.ts';
import {nameOf} from '../../containers/build-output/build-steps.ts';
import type {Diagnosis} from '../../engine.ts';
import {kubectl} from '../preflight/places.ts';
import type {KanikoFault, KanikoOutput} from './kaniko-output.ts';

/** How the container of the builder ended. */
export type BuilderExit = {readonly exitCode: number; readonly isOutOfMemory: boolean};

/** What the words need to know of the run. */
export type BuildFacts = {
	/** The steps of the polyaxonfile. */
	readonly steps: readonly string[];
	readonly context: string;
	readonly namespace: string;
	/** What was to be pushed. */
	readonly reference: string;
	readonly pushSecret?: string;
};

/** Why an image was not built, all texts sanitised. `lines`: the end of what the failed step has printed. */
export type BuildFailure = {readonly diagnosis: Diagnosis; readonly exitCode: number; readonly lines: readonly string[]};

type Words = Pick<Diagnosis, 'code' | 'title' | 'hint'>;

/** Why kaniko has not built and pushed the image, by its log and the end of its container. */
export function buildFailureOf(output: KanikoOutput, exit: BuilderExit, facts: BuildFacts): BuildFailure {
	const fault = output.fault();
	const words = exit.isOutOfMemory ? outOfMemory : fault ? wordsOf(fault, output, facts) : unknown(exit);
	const lines = fault?.at === 'step' || !fault ? output.lastLines().map(sanitiseLine) : [];
	const evidence = fault?.at === 'step' ? (lines.findLast(line => line.trim() !== '') ?? sanitiseLine(fault.text)) : fault && sanitiseLine(fault.text);
	return {diagnosis: {...words, ...(evidence !== undefined && {evidence})}, exitCode: fault?.exitCode ?? exit.exitCode, lines};
}

function wordsOf(fault: KanikoFault, output: KanikoOutput, facts: BuildFacts): Words {
	const steps = output.steps();
	const last = steps.at(-1);
	if (fault.at === 'step') {
		const name = last ? sanitiseLine(nameOf(last, steps, facts.steps)) : 'a step';
		const code = fault.exitCode === undefined ? '' : ` with exit code ${fault.exitCode}`;
		const killed = fault.exitCode === 137 ? ' It was killed: the memory of the builder may not be enough.' : '';
		const seen = 'Steps see the requirements, conda and setup files of the folder only, and are run by /bin/sh.';
		return {code: 'build-step-failed', title: `build ${name} failed${code}`, hint: `The end of the build log says why.${killed} ${seen}`};
	}
	const [, missing] = /lstat \/context\/([^:]+): no such file/.exec(fault.text) ?? [];
	if (missing !== undefined) {
		const hint = 'Correct the path: it counts from the folder that is baked. Also see that .polyaxonignore does not leave the file out.';
		return {code: 'build-file-missing', title: `the build does not find ${sanitiseLine(missing)}`, hint};
	}
	const isPush = fault.at === 'push';
	const image = isPush ? facts.reference : sanitiseLine(last?.text.replace(/^FROM\s+(?:--\S+\s+)*(\S+).*$/i, '$1') ?? 'the image');
	return (
		registryWords(fault.text, isPush, image, facts) ?? {
			code: isPush ? 'push-failed' : 'build-failed',
			title: isPush ? `the image was not taken by the registry: ${image}` : 'the image could not be built',
			hint: 'The last line of the build log says why.',
		}
	);
}

/** go-containerregistry's words, and those of Go's net and crypto packages. */
function registryWords(text: string, isPush: boolean, image: string, facts: BuildFacts): Words | undefined {
	const registry = image.split('/')[0] ?? '';
	if (/UNAUTHORIZED|DENIED|denied|unauthorized|authentication required|status code 40[13]/.test(text)) {
		const secret = `create secret docker-registry plx-push --docker-server=${registry} --docker-username=USER --docker-password=TOKEN`;
		const hint =
			facts.pushSecret === undefined
				? `Make a secret and name it as kubernetes.pushSecret: ${kubectl(facts, secret)}.`
				: `See that the secret ${facts.pushSecret} may ${isPush ? 'push there' : 'read it'}.`;
		if (isPush) return {code: 'push-denied', title: `the registry does not let the build push ${image}`, hint};
		return {
			code: 'registry-login',
			title: `the registry does not give ${image}: it is not there, or wants a log-in`,
			hint: `See that the name is right. ${hint}`,
		};
	}
	if (/MANIFEST_UNKNOWN|NAME_UNKNOWN|manifest unknown|status code 404/.test(text) && !isPush)
		return {code: 'image-not-found', title: `the image ${image} or its tag does not exist`, hint: 'Correct the name and the tag in build.image.'};
	if (/x509: /.test(text))
		return {
			code: 'registry-certificate',
			title: `the certificate of the registry ${registry} is not trusted by the builder`,
			hint: 'If the registry is yours, set kubernetes.insecureRegistry: true.',
		};
	if (/server gave HTTP response to HTTPS client/.test(text))
		return {code: 'registry-http', title: `the registry ${registry} has no encryption`, hint: 'If it is yours, set kubernetes.insecureRegistry: true.'};
	if (/toomanyrequests|TOOMANYREQUESTS|status code 429/.test(text))
		return {code: 'registry-limit', title: `the registry ${registry} gives no more images for now`, hint: 'Wait, or use an image from another registry.'};
	if (/dial tcp|no such host|i\/o timeout|Client\.Timeout|TLS handshake timeout|connection refused/.test(text))
		return {
			code: 'registry-unreachable',
			title: `the registry ${registry} could not be reached from the cluster`,
			hint: 'The pods of the cluster must reach it under this name: localhost and names of your own network do not lead there.',
		};
	return undefined;
}

const outOfMemory: Words = {
	code: 'builder-out-of-memory',
	title: 'the builder ran out of memory',
	hint: 'Install less in one step, or split a large one: each step is kept in memory while it is packed.',
};

function unknown({exitCode}: BuilderExit): Words {
	return {code: 'build-failed', title: `the builder ended with exit code ${exitCode} and did not say why`, hint: 'The build log has what it did last.'};
}
