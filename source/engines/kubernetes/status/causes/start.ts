import {sanitiseLine} from '../../../../terminal/sanitise.ts';
import {containerStatuses} from '../observed.ts';
import {type Cause, failure} from './cause.ts';
import {kubectl, word} from './kubectl.ts';

/** Rows 9 and 10: a container that cannot be made of what it was given. */
export const configCause: Cause = look => {
	const {wait} = look;
	if (wait?.reason !== 'CreateContainerConfigError') return undefined;
	const message = sanitiseLine(wait.message);
	const [, kind, name = ''] = /(secret|configmap) "([^"]+)" not found/i.exec(message) ?? [];
	if (kind !== undefined) return missing(kind.toLowerCase() === 'secret' ? 'secret' : 'configmap', name);
	const [, key, of, from = ''] = /couldn't find key (\S+) in (Secret|ConfigMap) (?:\S+\/)?(\S+)/.exec(message) ?? [];
	if (key !== undefined) {
		const resource = of === 'Secret' ? 'secret' : 'configmap';
		const hint = `Add the key, or correct its name in the catalogue of your settings. The keys that are there: ${kubectl(look, 'describe', resource, from)}.`;
		return failure(`${resource}-key-missing`, `the ${resource} ${from} has no key ${key}`, hint, [message], {isSticky: true});
	}
	if (/runAsNonRoot|run as root|non-numeric user/.test(message)) {
		const hint =
			'Use an image that names a user by number (USER 1000), or let the steps run in the pod, which works without root: kubernetes: {builder: inline} in the settings.';
		return failure('runs-as-root', 'the cluster allows no root, and the image runs as root', hint, [message], {isSticky: true});
	}
	return failure('container-config', 'the container cannot be made of what it was given', 'Correct what the message names.', [message], {isSticky: true});

	function missing(resource: 'secret' | 'configmap', named: string) {
		const create = kubectl(look, 'create', ...(resource === 'secret' ? ['secret', 'generic'] : ['configmap']), named, '--from-literal=KEY=VALUE');
		const hint = `Create it (${create}), or correct the name in environment.${resource}_refs.`;
		const title = `the ${resource} ${named} is not in the namespace ${word(look.namespace)}`;
		return failure(`${resource}-missing`, title, hint, [message], {isSticky: true});
	}
};

/** Row 11: a container whose process cannot be started. */
export const startCause: Cause = look => {
	const message = startMessage();
	if (message === undefined) return undefined;
	const [, program = ''] = /exec: \\?"([^"\\]+)\\?": (?:stat .*|executable file not found.*|no such file.*)/.exec(message) ?? [];
	if (/\/(?:ba)?sh$/.test(program)) {
		const shell = program.split('/').at(-1)!;
		return failure('no-shell', `the image has no ${shell}`, 'Commands and build steps are run by a shell: use an image that has bash or sh.', [message], {
			isSticky: true,
		});
	}
	if (program !== '') {
		const hint = 'Correct the name, or install the program in build_steps.';
		return failure('command-not-found', `the image has no program ${program}`, hint, [message], {isSticky: true});
	}
	if (/exec format error/.test(message)) return wrongProcessor([message]);
	const hint = 'The message is that of the node: correct what it names, or try another image.';
	return failure('not-started', 'the container could not be started', hint, [message], {isSticky: true});

	function startMessage(): string | undefined {
		const {wait, pod, end} = look;
		if (wait && ['CreateContainerError', 'RunContainerError', 'PreCreateHookError', 'PreStartHookError'].includes(wait.reason))
			return sanitiseLine(wait.message);
		if (end?.status !== 'failed') return undefined;
		const failed = containerStatuses(pod).find(({state}) => ['StartError', 'ContainerCannotRun'].includes(state?.terminated?.reason ?? ''));
		return failed && sanitiseLine(failed.state?.terminated?.message ?? '');
	}
};

/** Row 6, when it is found late: the program is for another processor. */
export const formatCause: Cause = ({tail, end}) => {
	const line = tail.find(each => /exec format error/i.test(each));
	return end?.status === 'failed' && line !== undefined ? wrongProcessor([line.trim()]) : undefined;
};

function wrongProcessor(evidence: readonly string[]) {
	const hint = 'Use an image that is made for the nodes (build it for linux/amd64 or linux/arm64), or choose other nodes with environment.node_selector.';
	return failure('wrong-architecture', "the program or the image is made for another processor than the node's", hint, evidence, {isSticky: true});
}
