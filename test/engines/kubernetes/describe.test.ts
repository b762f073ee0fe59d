import {expect, test} from 'vitest';
import {describeKubernetes} from '../../../source/engines/kubernetes/describe.ts';
import {runJob} from '../../../source/engines/kubernetes/manifests/run-job.ts';
import {planOf} from './plan-of.ts';

const linesOf = (sections: ReturnType<typeof describeKubernetes>) => Object.fromEntries(sections.map(({title, lines}) => [title, lines]));

test('a plan with inline steps says where, why so, and the very Job', () => {
	const environment = {secret_refs: ['s'], configmap_refs: ['c']};
	const catalogue = [{name: 's', envFile: '/x', k8sName: 'real-s', items: ['KEY']}];
	const {Job = [], ...lines} = linesOf(describeKubernetes(planOf({environment, settings: {secretRefs: catalogue}})));
	expect(lines).toEqual({
		Cluster: ['context lab', 'namespace experiments', 'server https://10.0.0.1:6443'],
		Image: ['No registry is set: the build steps run at the start of the pod.', 'python:3.12'],
		'Build steps': ['pip install six'],
		Code: ['1 file, 10 B, from /project'],
		'Env vars': expect.arrayContaining(['POLYAXON_PARAMS', 'PYTHONUNBUFFERED']),
		Secrets: ['s: real-s in namespace experiments (KEY)'],
		Configmaps: ['c: in namespace experiments'],
		Command: ['python train.py'],
		Outputs: ['/outputs in the pod, which goes with it: nothing is copied back'],
		'Run folder': ['/runs/r-abcdef'],
	});
	expect(Job.slice(0, 2)).toEqual(['apiVersion: batch/v1', 'kind: Job']);
	expect(Job).toContain('                  name: real-s');
	expect(Job).not.toContain(expect.stringMatching(/^\s*- &|\*a\d/));
});

test('a plan with kaniko shows both Jobs, and a build ends with the image', () => {
	const kubernetes = {registry: 'r.io', registryForNodes: 'localhost:5000'};
	const lines = linesOf(describeKubernetes(planOf({kubernetes})));
	expect(lines.Image?.[1]).toBe('r.io/plx-my-digits-1:<hash of all that goes into it>');
	expect(lines.Dockerfile).toContain('FROM python:3.12');
	expect(lines['Job that builds']).toContain('            - --destination=r.io/plx-my-digits-1:<hash of all that goes into it>');
	expect(lines.Job).toContain('          image: localhost:5000/plx-my-digits-1@<digest>');
	const build = linesOf(describeKubernetes(planOf({kubernetes, specification: {kind: 'build', command: undefined}})));
	expect([build.Job, build.Outputs, build.Command]).toEqual([undefined, undefined, ['none: the run ends with the build']]);
});

test('a bare image is run as it is', () => {
	const lines = linesOf(describeKubernetes(planOf({image: {steps: [], codeFiles: []}})));
	expect([lines.Image, lines.Code, lines['Build steps']]).toEqual([
		['There are no build steps and no code to bake: the image is run as it is.', 'python:3.12'],
		undefined,
		undefined,
	]);
});

test('the variables that are shown are those that the Job gives, HOME and the hidden GPUs among them', () => {
	const described = (gpus: number, isRestricted: boolean) => {
		const plan = planOf({image: {steps: [], codeFiles: []}, environment: {resources: {gpu: {limits: gpus}}}});
		const given = runJob(plan, {image: 'i', isRestricted}).spec?.template.spec?.containers[0]?.env?.map(({name}) => name);
		const shown = linesOf(describeKubernetes(plan, {isRestricted}))['Env vars'] ?? [];
		return {isSame: JSON.stringify(shown) === JSON.stringify(given), hidesGpus: shown.includes('NVIDIA_VISIBLE_DEVICES'), hasHome: shown.includes('HOME')};
	};
	expect([described(0, false), described(1, true)]).toEqual([
		{isSame: true, hidesGpus: true, hasHome: false},
		{isSame: true, hidesGpus: false, hasHome: true},
	]);
});
