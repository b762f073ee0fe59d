import type {Problem} from '../../../polyaxonfile/problem.ts';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import type {KubernetesPlan} from '../plan.ts';
import {type Check, type Inspection, rowOf} from './check.ts';
import {lackHint, lackingRights, lackText, type Verb} from './lacking-rights.ts';
import {neededRights} from './needed-rights.ts';

/** Bytes of code that surely fit into a ConfigMap, which may have 1 MiB with base64 and all. (Kubernetes documentation, "ConfigMaps") */
const smallCode = 700 * 1024;

/** Whether the account has the rights that the plan's run needs, and those without which something is missing. */
export async function checkRights({ask, plan}: Inspection): Promise<readonly Check[]> {
	const title = `Rights in the namespace ${sanitiseLine(plan.namespace)}`;
	const sendsCode = plan.strategy.type !== 'none';
	const isRestarted = (plan.environment.max_restarts ?? 0) > 0;
	const asked = neededRights.filter(({resource, verbs, need}) => {
		if (resource === 'pods/exec') return sendsCode;
		if (resource === 'pods' && verbs.includes('delete')) return isRestarted;
		return need === 'run' || need === 'comfort';
	});
	const {missing, silence} = await lackingRights(ask, plan.namespace, asked);
	const lacksUpload = missing.some(({need}) => need === 'upload');
	const fallback = neededRights.filter(({need}) => need === 'fallback');
	const lacksFallback = lacksUpload && (await lackingRights(ask, plan.namespace, fallback)).missing.length > 0;
	const blocking = missing.filter(({need}) => need === 'run' || (need === 'upload' && lacksFallback));
	const lesser = missing.filter(({need, resource}) => need === 'comfort' && !(lacksUpload && resource === 'pods/exec'));
	const rows: readonly Check[] = [
		...(blocking.length > 0 ? [rowOf('rights', title, problemOf('error', blocking, plan))] : []),
		...(lacksUpload && !lacksFallback ? [fallbackRow(title, codeSize(plan.image.codeFiles))] : []),
		...(lesser.length > 0 ? [rowOf('rights', title, problemOf('warning', lesser, plan))] : []),
		...(silence === undefined ? [] : [{topic: 'rights', title, state: 'unknown', detail: silence} as const]),
	];
	return rows.length > 0 ? rows : [{topic: 'rights', title, state: 'ok', detail: 'Runs can be started, followed, stopped and found.'}];
}

function problemOf(severity: Problem['severity'], missing: readonly Verb[], place: Pick<KubernetesPlan, 'context' | 'namespace'>): Problem {
	const uses = [...new Set(missing.map(({use}) => use))].join('; ');
	return {
		code: severity === 'error' ? 'missing-rights' : 'fewer-rights',
		severity,
		message: `Your account lacks rights in the namespace ${sanitiseLine(place.namespace)}: ${lackText(missing)}. They are needed to ${uses}.`,
		hint: lackHint(place),
		path: [],
	};
}

function fallbackRow(title: string, size: number): Check {
	const detail = 'Your account may not exec into pods: the code goes through a ConfigMap.';
	if (size <= smallCode) return {topic: 'rights', title, state: 'ok', detail};
	return rowOf('rights', title, {
		code: 'code-too-large-without-exec',
		severity: 'warning',
		message: `Your account may not exec into pods, and ${Math.ceil(size / 1024)} KiB of code may not fit into a ConfigMap, which takes 700 KiB once packed.`,
		hint: 'Ask the cluster\'s administrator for "get" and "create" of pods/exec, or leave files out by .polyaxonignore.',
		path: [],
	});
}

function codeSize(files: ReadonlyArray<{readonly size: number}>): number {
	return files.reduce((total, {size}) => total + size, 0);
}
