import {stringify} from 'yaml';
import {contextSummary} from '../../image/context.ts';
import {dockerfileText} from '../../image/dockerfile.ts';
import {formatSize} from '../../terminal/format-size.ts';
import {imageForNodes} from './build/digest.ts';
import {buildJob} from './manifests/build-job.ts';
import {outputsInside} from './manifests/places.ts';
import {runJob} from './manifests/run-job.ts';
import {ownVariables} from './manifests/variables.ts';
import type {ClusterRef, KubernetesPlan} from './plan.ts';

type Section = {readonly title: string; readonly lines: readonly string[]};

const hash = '<hash of all that goes into it>';

/** The plan for people, with its Jobs as they would be sent; `isRestricted` as in `runJob`. Secrets are there by their names. */
export function describeKubernetes(plan: KubernetesPlan, {isRestricted = false}: {readonly isRestricted?: boolean} = {}): readonly Section[] {
	const {strategy, image, repository, command, settings} = plan;
	const {files, bytes} = contextSummary(image);
	const left = [...image.leftOut, ...image.secretFiles].map(({path, reason}) => `left out: ${path} (${reason})`);
	const isBaked = strategy.type !== 'none';
	const reference = `${repository ?? '<registry>'}:${hash}`;
	const main = strategy.type === 'kaniko' ? imageForNodes(reference, '<digest>', settings) : (image.base ?? '');
	const sections: readonly Section[] = [
		{title: 'Cluster', lines: [`context ${plan.context}`, `namespace ${plan.namespace}`, `server ${plan.server}`]},
		{title: 'Image', lines: [strategy.why, ...(strategy.type === 'kaniko' ? [reference] : [main])]},
		{title: 'Dockerfile', lines: strategy.type === 'kaniko' ? dockerfileText(image).trimEnd().split('\n') : []},
		{title: 'Build steps', lines: strategy.type === 'inline' ? image.steps.flatMap(step => step.split('\n')) : []},
		{title: 'Code', lines: isBaked ? [`${files} ${files === 1 ? 'file' : 'files'}, ${formatSize(bytes)}, from ${plan.codeFolder}`, ...left] : []},
		{title: 'Env vars', lines: [...(isBaked ? image.env : []), ...ownVariables(plan, isRestricted)].map(([name]) => name)},
		{title: 'Secrets', lines: refLines(plan, 'secret')},
		{title: 'Configmaps', lines: refLines(plan, 'configmap')},
		{title: 'Job that builds', lines: strategy.type === 'kaniko' ? yamlLines(buildJob(plan, {reference})) : []},
		{title: 'Command', lines: command?.split('\n') ?? ['none: the run ends with the build']},
		{title: 'Job', lines: command === undefined ? [] : yamlLines(runJob(plan, {image: main, isRestricted}))},
		{title: 'Outputs', lines: command === undefined ? [] : [`${outputsInside} in the pod, which goes with it: nothing is copied back`]},
		{title: 'Run folder', lines: [plan.runFolder]},
	];
	return sections.filter(({lines}) => lines.length > 0);
}

function refLines({refs, namespace}: KubernetesPlan, kind: ClusterRef['kind']): readonly string[] {
	return refs
		.filter(ref => ref.kind === kind)
		.map(({name, k8sName, items}) => {
			const inCluster = k8sName === name ? `in namespace ${namespace}` : `${k8sName} in namespace ${namespace}`;
			return `${name}: ${inCluster}${items ? ` (${items.join(', ')})` : ''}`;
		});
}

function yamlLines(object: object): readonly string[] {
	return stringify(object, {lineWidth: 0, aliasDuplicateObjects: false}).trimEnd().split('\n');
}
