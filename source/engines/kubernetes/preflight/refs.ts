import {isAbsolute, relative} from 'node:path';
import type {Problem} from '../../../polyaxonfile/problem.ts';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import {shellWord} from '../../../terminal/shell-word.ts';
import {readConfigMapKeys} from '../facts/config-maps.ts';
import type {ClusterRef, KubernetesPlan} from '../plan.ts';
import {type Answer, type Ask, whyUnknown} from './ask.ts';
import {type Check, type Inspection, rowOf} from './check.ts';
import {collection, isObjectName, kubectl} from './places.ts';
import {readTable} from './table.ts';

const kinds = {secret: {collection: 'secrets', called: 'secret'}, configmap: {collection: 'configmaps', called: 'config map'}} as const;

/**
 * Whether each secret and config map of the run is in the namespace. Of secrets only name, type and number of keys are asked for: which keys there are is told
 * by the metadata, and those of a secret that was made by `kubectl apply` have its values in the annotation `last-applied-configuration`. The keys of a config
 * map are looked at where the catalogue names `items`.
 */
export async function checkRefs({ask, plan}: Inspection): Promise<readonly Check[]> {
	const rows = await Promise.all(plan.refs.map(ref => checkRef(ask, plan, ref)));
	return rows.flatMap((row, index) => withLocalSource(row, plan, plan.refs[index]!));
}

/** The row, and that a source on this machine is not what the run gets, where the settings have one and name nothing in a cluster. */
function withLocalSource(row: Check, plan: KubernetesPlan, ref: ClusterRef): readonly Check[] {
	const local = plan.localSources?.find(({kind, name}) => kind === ref.kind && name === ref.name);
	if (!local) return [row];
	const {called} = kinds[ref.kind];
	const [name, namespace] = [ref.name, plan.namespace].map(sanitiseLine);
	const below = relative(plan.codeFolder, local.path);
	const source = sanitiseLine(below.startsWith('..') || isAbsolute(below) ? local.path : below);
	const warning = rowOf('refs', row.title, {
		code: 'local-source',
		severity: 'warning',
		message: `The run gets the ${called} "${name}" of the namespace ${namespace}; ${source}, which the settings name, is read for engines on this computer only.`,
		hint: `Say in the settings which one of a cluster is meant: {name: ${name}, k8s_ref: ${name}}.`,
		path: pathOf(plan, ref),
	});
	return row.state === 'ok' ? [warning] : [row, warning];
}

async function checkRef(ask: Ask, plan: KubernetesPlan, ref: ClusterRef): Promise<Check> {
	const {called} = kinds[ref.kind];
	const name = sanitiseLine(ref.k8sName);
	const title = `${called[0]!.toUpperCase()}${called.slice(1)} "${name}"`;
	const problem = (code: string, severity: Problem['severity'], message: string, hint?: string) =>
		rowOf('refs', title, {code, severity, message, ...(hint !== undefined && {hint}), path: pathOf(plan, ref)});
	if (!isObjectName(ref.k8sName)) {
		const names = 'small letters, digits, "-" and "."';
		return problem('not-an-object-name', 'error', `"${name}" cannot be the name of a ${called} in a cluster, which has ${names} only.`, 'Correct the name.');
	}
	const answer = await keysOf(ask, plan, ref);
	if (!answer.isOk) {
		if (answer.error.status === 404) return problem('missing-ref', 'error', missingText(plan, ref, name, called), missingHint(plan, ref));
		return {topic: 'refs', title, state: 'unknown', detail: whyUnknown(answer.error, `look at ${called}s here`)};
	}
	const {count, keys} = answer.value;
	const absent = keys ? (ref.items ?? []).filter(item => !keys.includes(item)) : [];
	if (absent.length > 0) {
		const message = `The ${called} "${name}" has no ${absent.map(sanitiseLine).join(', ')}.`;
		return problem('missing-item', 'error', message, `Its keys: ${(keys ?? []).map(sanitiseLine).join(', ')}. Correct the items in the settings.`);
	}
	if (count === 0) return problem('empty-ref', 'warning', `The ${called} "${name}" has no keys, and gives the run no variables.`);
	const detail = `${count === 1 ? '1 key' : `${count} keys`}${ref.items && !keys ? `; that ${ref.items.map(sanitiseLine).join(', ')} is among them is not known` : ''}`;
	return {topic: 'refs', title, state: 'ok', detail};
}

/** How many keys it has; and which, of a config map whose `items` are named, where its metadata tell of them all. */
async function keysOf(ask: Ask, {namespace}: KubernetesPlan, ref: ClusterRef): Promise<Answer<{readonly count: number; readonly keys?: readonly string[]}>> {
	const [answer, keys] = await Promise.all([
		readTable(ask, `${collection(namespace, kinds[ref.kind].collection)}/${encodeURIComponent(ref.k8sName)}`),
		ref.kind === 'configmap' && ref.items ? readConfigMapKeys(ask, namespace, ref.k8sName) : undefined,
	]);
	if (!answer.isOk) return answer;
	const count = Number(answer.value[0]?.data ?? 0);
	return {isOk: true, value: {count, ...(keys?.length === count && {keys})}};
}

/** Where the polyaxonfile names it. */
function pathOf({environment}: KubernetesPlan, {kind, name}: ClusterRef): Problem['path'] {
	const list = kind === 'secret' ? environment.secret_refs : environment.configmap_refs;
	const index = list.indexOf(name);
	return ['environment', `${kind}_refs`, ...(index < 0 ? [] : [index])];
}

function missingText({namespace}: KubernetesPlan, {name: ownName, k8sName}: ClusterRef, name: string, called: string): string {
	const meant = ownName === k8sName ? '' : ` that "${sanitiseLine(ownName)}" stands for`;
	return `The ${called} "${name}"${meant} is not in the namespace ${sanitiseLine(namespace)}.`;
}

function missingHint(plan: KubernetesPlan, {kind, name, k8sName}: ClusterRef): string {
	const make = kubectl(plan, `create ${kind === 'secret' ? 'secret generic' : 'configmap'} ${k8sName} --from-env-file=${shellWord(`${name}.env`)}`);
	return `Create it: ${make}${name === k8sName ? '' : ', or correct its k8s_ref in the settings'}.`;
}
