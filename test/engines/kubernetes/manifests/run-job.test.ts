import {expect, test} from 'vitest';
import {commandScript, watchScript} from '../../../../source/engines/command-script.ts';
import {podOf} from '../../../../source/engines/kubernetes/manifests/dry-run-pod.ts';
import {withoutExpansion} from '../../../../source/engines/kubernetes/manifests/expansion.ts';
import {runJob} from '../../../../source/engines/kubernetes/manifests/run-job.ts';
import {planOf} from '../plan-of.ts';

const bare = {image: {steps: [], codeFiles: []}};

test('the Job of an image that is run as it is', () => {
	const plan = planOf({...bare, specification: {command: 'echo $(HOME) $$'}});
	expect(runJob(plan, {image: 'python:3.12'})).toEqual({
		apiVersion: 'batch/v1',
		kind: 'Job',
		metadata: {name: plan.job, namespace: 'experiments', labels: {...plan.labels, 'polyaxon-tui/role': 'run'}, annotations: plan.annotations},
		spec: {
			backoffLimit: 0,
			completions: 1,
			parallelism: 1,
			ttlSecondsAfterFinished: 604_800,
			podFailurePolicy: {
				rules: ['ConfigIssue', 'DisruptionTarget'].map(type => ({action: 'FailJob', onPodConditions: [{type, status: 'True'}]})),
			},
			template: {
				metadata: {
					labels: {...plan.labels, 'polyaxon-tui/role': 'run'},
					annotations: {
						'sidecar.istio.io/inject': 'false',
						'linkerd.io/inject': 'disabled',
						'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
						'kubectl.kubernetes.io/default-container': 'main',
						'polyaxon-tui/run': 'r-abcdef',
					},
				},
				spec: {
					restartPolicy: 'Never',
					enableServiceLinks: false,
					automountServiceAccountToken: false,
					terminationGracePeriodSeconds: 5,
					securityContext: {seccompProfile: {type: 'RuntimeDefault'}},
					containers: [
						{
							name: 'main',
							image: 'python:3.12',
							imagePullPolicy: 'IfNotPresent',
							command: ['/bin/sh', '-c', withoutExpansion(commandScript), withoutExpansion(watchScript), 'echo $$(HOME) $$$'],
							env: plan.polyaxonEnv.map(([name, value]) => ({name, value})),
							terminationMessagePolicy: 'FallbackToLogsOnError',
							volumeMounts: [
								{name: 'shm', mountPath: '/dev/shm'},
								{name: 'outputs', mountPath: '/outputs'},
							],
						},
					],
					volumes: [
						{name: 'shm', emptyDir: {medium: 'Memory', sizeLimit: '2Gi'}},
						{name: 'outputs', emptyDir: {}},
					],
				},
			},
		},
	});
});

test('what the file says of the environment is in the Job', () => {
	const environment = {
		resources: {memory: {limits: 512}, gpu: {limits: 1}},
		node_selector: {disk: 'ssd', 'kubernetes.io/arch': 'arm64'},
		tolerations: [{key: 'gpu', operator: 'Exists'}],
		affinity: {nodeAffinity: {}},
		labels: {team: 'ml', 'app.kubernetes.io/managed-by': 'me'},
		annotations: {note: 'free text', 'sidecar.istio.io/inject': true},
		service_account: 'robot',
		image_pull_secrets: ['pull', 'other'],
		max_restarts: 2,
	};
	const {metadata, spec} = runJob(planOf({...bare, environment, kubernetes: {pullSecrets: ['pull'], serviceAccount: 'of-settings'}}), {
		image: 'i',
	});
	const pod = spec?.template.spec;
	expect(metadata?.labels).toMatchObject({team: 'ml', 'app.kubernetes.io/managed-by': 'polyaxon-tui'});
	expect(spec?.template.metadata).toMatchObject({labels: {team: 'ml'}, annotations: {note: 'free text', 'sidecar.istio.io/inject': 'true'}});
	expect(spec?.backoffLimit).toBe(2);
	expect(spec?.podFailurePolicy?.rules.at(-1)).toEqual({action: 'Ignore', onPodConditions: [{type: 'DisruptionTarget', status: 'True'}]});
	expect(pod).toMatchObject({
		nodeSelector: {disk: 'ssd', 'kubernetes.io/arch': 'arm64'},
		tolerations: [{key: 'gpu', operator: 'Exists'}],
		affinity: {nodeAffinity: {}},
		serviceAccountName: 'robot',
		imagePullSecrets: [{name: 'pull'}, {name: 'other'}],
	});
	expect(pod).not.toHaveProperty('automountServiceAccountToken');
	expect(pod?.containers[0]?.resources).toEqual({requests: {'nvidia.com/gpu': '1'}, limits: {memory: '512Mi', 'nvidia.com/gpu': '1'}});
});

test('secrets and configmaps are variables, by name alone: all of their keys, or those of the catalogue', () => {
	const {spec} = runJob(
		planOf({
			...bare,
			environment: {secret_refs: ['s', 'picked'], configmap_refs: ['c']},
			settings: {secretRefs: [{name: 'picked', envFile: '/x', k8sName: 'real', items: ['KEY']}]},
		}),
		{image: 'i'},
	);
	const [main] = spec?.template.spec?.containers ?? [];
	expect(main?.envFrom).toEqual([{configMapRef: {name: 'c'}}, {secretRef: {name: 's'}}]);
	expect(main?.env?.[0]).toEqual({name: 'KEY', valueFrom: {secretKeyRef: {name: 'real', key: 'KEY'}}});
});

test('variables arrive as they are', () => {
	const {spec} = runJob(planOf({...bare, specification: {declarations: {text: '$(HOME) $$'}}}), {image: 'i'});
	const params = spec?.template.spec?.containers[0]?.env?.find(({name}) => name === 'POLYAXON_PARAMS');
	expect(params?.value).toBe('{"text":"$$(HOME) $$$"}');
});

test('with inline steps the pod waits for the code, and the steps are arguments', () => {
	const plan = planOf({image: {steps: ['echo $(HOME)', 'x'.repeat(60_001)]}, kubernetes: {helperImage: 'helper:1'}});
	const {spec} = runJob(plan, {image: 'python:3.12'});
	const pod = spec?.template.spec;
	const [main] = pod?.containers ?? [];
	expect(main).toMatchObject({image: 'python:3.12', workingDir: '/code', args: ['echo $$(HOME)', 'exec /bin/sh /context/steps/step-2.sh']});
	expect(main?.command?.at(-1)).toBe('python train.py');
	expect(main?.volumeMounts?.slice(2)).toEqual([
		{name: 'home', mountPath: '/home/plx'},
		{name: 'context', mountPath: '/context', readOnly: true},
		{name: 'code', mountPath: '/code'},
	]);
	expect(pod?.initContainers).toMatchObject([{name: 'upload', image: 'helper:1', securityContext: {runAsUser: 0, capabilities: {drop: ['ALL']}}}]);
	expect(pod?.volumes?.map(({name}) => name)).toEqual(['shm', 'outputs', 'home', 'context', 'code']);
	expect(spec?.podFailurePolicy?.rules[0]).toEqual({action: 'FailJob', onExitCodes: {containerName: 'upload', operator: 'In', values: [66]}});
});

test('in a restricted namespace nobody is root, and there is a home', () => {
	const {spec} = runJob(planOf(), {image: 'i', isRestricted: true});
	const pod = spec?.template.spec;
	const rights = {allowPrivilegeEscalation: false, capabilities: {drop: ['ALL']}};
	expect(pod?.securityContext).toEqual({
		runAsNonRoot: true,
		runAsUser: 1000,
		runAsGroup: 1000,
		fsGroup: 1000,
		seccompProfile: {type: 'RuntimeDefault'},
	});
	expect([...(pod?.initContainers ?? []), ...(pod?.containers ?? [])].map(({securityContext}) => securityContext)).toEqual([rights, rights]);
	expect(pod?.containers[0]?.env?.[0]).toEqual({name: 'HOME', value: '/home/plx'});
});

test('the code comes from a ConfigMap where it is in one', () => {
	const {spec} = runJob(planOf(), {image: 'i', configMap: 'x-context'});
	const [upload] = spec?.template.spec?.initContainers ?? [];
	expect(upload?.command).toEqual(['sh', '-c', 'tar -xzf /context-source/context.tgz -C /context']);
	expect(spec?.template.spec?.volumes).toContainEqual({name: 'context-source', configMap: {name: 'x-context'}});
});

test('a pod for a dry run is the one that the Job would make', () => {
	const plan = planOf();
	const job = runJob(plan, {image: 'i'});
	const {template} = job.spec ?? {};
	expect(podOf(job)).toEqual({
		apiVersion: 'v1',
		kind: 'Pod',
		metadata: {...template?.metadata, generateName: `${plan.job}-`, namespace: 'experiments'},
		spec: template?.spec,
	});
});
