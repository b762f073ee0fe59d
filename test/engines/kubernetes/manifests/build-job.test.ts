import {expect, test} from 'vitest';
import {buildJob} from '../../../../source/engines/kubernetes/manifests/build-job.ts';
import {planOf} from '../plan-of.ts';

const reference = 'r.io:5000/team/plx-my-digits-1:0123';
const podOfBuild = (change: Parameters<typeof planOf>[0] = {}, given = {}) =>
	buildJob(planOf({...change, kubernetes: {registry: 'r.io:5000/team', ...change?.kubernetes}}), {reference, ...given}).spec?.template.spec;
const argsOf = (change?: Parameters<typeof planOf>[0]) => podOfBuild(change)?.containers[0]?.args;

test('kaniko builds the context, pushes it, and leaves the digest as its message', () => {
	const plan = planOf({kubernetes: {registry: 'r.io:5000/team', kanikoImage: 'kaniko:1'}});
	const {metadata, spec} = buildJob(plan, {reference});
	expect(metadata).toMatchObject({name: `${plan.job}-build`, labels: {'polyaxon-tui/role': 'build', 'app.kubernetes.io/instance': 'r-abcdef'}});
	expect([spec?.backoffLimit, spec?.ttlSecondsAfterFinished, spec?.template.spec?.activeDeadlineSeconds]).toEqual([0, 604_800, 7200]);
	expect(spec?.podFailurePolicy).toEqual({rules: [{action: 'FailJob', onPodConditions: [{type: 'DisruptionTarget', status: 'True'}]}]});
	expect(spec?.template.spec).toMatchObject({restartPolicy: 'Never', automountServiceAccountToken: false, nodeSelector: {'kubernetes.io/os': 'linux'}});
	expect(spec?.template.spec?.containers).toEqual([
		{
			name: 'build',
			image: 'kaniko:1',
			args: [
				'--context=dir:///context',
				'--dockerfile=/context/Dockerfile',
				`--destination=${reference}`,
				'--digest-file=/dev/termination-log',
				'--cache=true',
				'--cache-repo=r.io:5000/team/plx-my-digits-1-cache',
				'--compressed-caching=false',
				'--snapshot-mode=redo',
				'--push-retry=3',
				'--image-fs-extract-retry=2',
				'--ignore-path=/product_uuid',
				'--log-format=text',
				'--log-timestamp=false',
			],
			env: [{name: 'FF_KANIKO_COPY_AS_ROOT', value: 'true'}],
			resources: {requests: {cpu: '500m', memory: '1Gi'}, limits: {memory: '8Gi'}},
			terminationMessagePolicy: 'FallbackToLogsOnError',
			securityContext: {
				runAsUser: 0,
				allowPrivilegeEscalation: false,
				capabilities: {drop: ['ALL'], add: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID', 'SETFCAP', 'KILL']},
				seccompProfile: {type: 'RuntimeDefault'},
			},
			volumeMounts: [{name: 'context', mountPath: '/context'}],
		},
	]);
});

test('without cache nothing is taken from it', () => {
	expect(argsOf({image: {noCache: true}})).toContain('--cache=false');
	expect(argsOf({image: {noCache: true}})).not.toContainEqual(expect.stringContaining('--cache-repo'));
});

test('an insecure registry is that one alone', () => {
	expect(argsOf({kubernetes: {isInsecureRegistry: true}})?.slice(-2)).toEqual(['--insecure-registry=r.io:5000', '--skip-tls-verify-registry=r.io:5000']);
});

test('the login is that of the push secret, and no secret of the run is there', () => {
	const pod = podOfBuild({environment: {secret_refs: ['s']}, kubernetes: {pushSecret: 'push', pullSecrets: ['pull']}});
	expect(pod?.volumes).toContainEqual({name: 'docker-config', secret: {secretName: 'push', items: [{key: '.dockerconfigjson', path: 'config.json'}]}});
	expect(pod?.containers[0]?.env).toContainEqual({name: 'DOCKER_CONFIG', value: '/kaniko/.docker'});
	expect(pod?.containers[0]?.volumeMounts).toContainEqual({name: 'docker-config', mountPath: '/kaniko/.docker', readOnly: true});
	expect(pod?.imagePullSecrets).toEqual([{name: 'pull'}]);
	expect(pod?.containers[0]).not.toHaveProperty('envFrom');
});

test('it runs where the run will: on the same processor, with the same tolerations', () => {
	const environment = {node_selector: {'kubernetes.io/arch': 'arm64', disk: 'ssd'}, tolerations: [{operator: 'Exists'}], labels: {queue: 'q'}};
	expect(podOfBuild({environment})).toMatchObject({
		nodeSelector: {'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'arm64'},
		tolerations: [{operator: 'Exists'}],
	});
	expect(podOfBuild({})?.nodeSelector).toEqual({'kubernetes.io/os': 'linux'});
});
