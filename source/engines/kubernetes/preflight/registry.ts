import type {Problem} from '../../../polyaxonfile/problem.ts';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import {shellWord} from '../../../terminal/shell-word.ts';
import type {KubernetesPlan} from '../plan.ts';
import {type Ask, whyUnknown} from './ask.ts';
import {type Check, type Inspection, rowOf} from './check.ts';
import {collection, isObjectName, kubectl} from './places.ts';
import {readTable} from './table.ts';

/** Types of secrets that nodes and builders take; the second is the form that docker had before 2014. */
const registryTypes = ['kubernetes.io/dockerconfigjson', 'kubernetes.io/dockercfg'];

type Use = {readonly name: string; readonly use: 'push' | 'pull'; readonly path: Problem['path']};

/** Whether the secrets for registries exist and are of the right type: the one that the build pushes with, and those that nodes pull with. */
export async function checkRegistry({ask, plan, pods}: Inspection): Promise<readonly Check[]> {
	const {pushSecret} = plan.settings;
	const push: readonly Use[] = plan.strategy.type === 'kaniko' && pushSecret !== undefined ? [{name: pushSecret, use: 'push', path: []}] : [];
	const names = new Set(pods.flatMap(({spec}) => (spec.imagePullSecrets ?? []).flatMap(({name}) => name ?? [])));
	const pull: readonly Use[] = [...names].map(name => ({name, use: 'pull', path: pathOf(plan, name)}));
	return Promise.all([...push, ...pull].map(use => checkUse(ask, plan, use)));
}

async function checkUse(ask: Ask, plan: KubernetesPlan, {name, use, path}: Use): Promise<Check> {
	const shown = sanitiseLine(name);
	const title = `Secret "${shown}" to ${use} images`;
	const answer = isObjectName(name) ? await readTable(ask, `${collection(plan.namespace, 'secrets')}/${name}`) : undefined;
	// A node that lacks a pull secret tries without; a build that lacks its own waits for ever
	const severity = use === 'push' ? 'error' : 'warning';
	const registry = shellWord(plan.settings.registry?.split('/')[0] ?? 'REGISTRY');
	const made = kubectl(plan, `create secret docker-registry ${shellWord(name)} --docker-server=${registry} --docker-username=… --docker-password=…`);
	if (!answer || (!answer.isOk && answer.error.status === 404)) {
		const message = `The secret "${shown}", with which images are ${use === 'push' ? 'pushed' : 'pulled'}, is not in the namespace ${sanitiseLine(plan.namespace)}.`;
		return rowOf('registry', title, {code: 'missing-registry-secret', severity, message, hint: `Create it: ${made}.`, path});
	}
	if (!answer.isOk) return {topic: 'registry', title, state: 'unknown', detail: whyUnknown(answer.error, 'look at secrets here')};
	const type = sanitiseLine(String(answer.value[0]?.type ?? ''));
	if (type === registryTypes[0] || (use === 'pull' && registryTypes.includes(type))) return {topic: 'registry', title, state: 'ok', detail: type};
	const message = `The secret "${shown}" is of the type ${type}; a registry needs ${registryTypes[0]}.`;
	return rowOf('registry', title, {
		code: 'not-a-registry-secret',
		severity,
		message,
		hint: `Make one under another name: ${made.replace(shellWord(name), 'NAME')}.`,
		path,
	});
}

/** Where the polyaxonfile names it; nowhere when the settings do. */
function pathOf({environment}: KubernetesPlan, name: string): Problem['path'] {
	const index = environment.image_pull_secrets?.indexOf(name) ?? -1;
	return index < 0 ? [] : ['environment', 'image_pull_secrets', index];
}
