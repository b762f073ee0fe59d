import type {V1Container, V1Job, V1Volume} from '@kubernetes/client-node';
import type {KubernetesPlan} from '../plan.ts';
import {jobMetadata, podMetadata} from './metadata.ts';
import {containers, contextFolder} from './places.ts';
import {tolerationsOf} from './placing.ts';
import {builderSecurity, podSecurity} from './security.ts';
import {uploadContainer, uploadVolumes} from './upload-container.ts';

/** What is known only when the Job is made. */
export type BuildGiven = {
	/** `<repository>:<hash>`, where the image is pushed. */
	readonly reference: string;
	/** Name of the ConfigMap that holds the context; absent when it is sent into the pod. */
	readonly configMap?: string;
};

/** Seconds after which a build is given up, so that nothing waits for ever where nobody looks. */
const longestBuild = 2 * 3600;

const dockerConfigFolder = '/kaniko/.docker';

/** The Job that builds the image of a run with kaniko, and pushes it. The digest is the termination message of its container; see `digestOf`. */
export function buildJob(plan: KubernetesPlan, given: BuildGiven): V1Job {
	const {settings, environment} = plan;
	const upload = {helperImage: settings.helperImage, isRestricted: false, ...(given.configMap !== undefined && {configMap: given.configMap})};
	// kaniko builds for the processor that it runs on
	const arch = environment.node_selector?.['kubernetes.io/arch'];
	const tolerations = tolerationsOf(environment);
	return {
		apiVersion: 'batch/v1',
		kind: 'Job',
		metadata: jobMetadata(plan, plan.buildJob ?? `${plan.job}-build`, 'build'),
		spec: {
			backoffLimit: 0,
			completions: 1,
			parallelism: 1,
			ttlSecondsAfterFinished: settings.keepFor,
			// The Job then says of a pod that is gone that the cluster took it away
			podFailurePolicy: {rules: [{action: 'FailJob', onPodConditions: [{type: 'DisruptionTarget', status: 'True'}]}]},
			template: {
				metadata: podMetadata(plan, containers.build, 'build'),
				spec: {
					restartPolicy: 'Never',
					// Of the pod, not of the Job, which would delete the pod with its log (kubernetes#78644)
					activeDeadlineSeconds: longestBuild,
					enableServiceLinks: false,
					// Registries of clouds know the builder by its account
					...(settings.serviceAccount === undefined ? {automountServiceAccountToken: false} : {serviceAccountName: settings.serviceAccount}),
					...(settings.pullSecrets.length > 0 && {imagePullSecrets: settings.pullSecrets.map(name => ({name}))}),
					nodeSelector: {'kubernetes.io/os': 'linux', ...(arch !== undefined && {'kubernetes.io/arch': String(arch)})},
					...(tolerations && {tolerations}),
					securityContext: podSecurity(false),
					initContainers: [uploadContainer(upload)],
					containers: [kaniko(plan, given.reference)],
					volumes: [...uploadVolumes(upload), ...loginVolumes(settings)],
				},
			},
		},
	};
}

function kaniko({image, settings, repository = ''}: KubernetesPlan, reference: string): V1Container {
	return {
		name: containers.build,
		image: settings.kanikoImage,
		args: [
			`--context=dir://${contextFolder}`,
			`--dockerfile=${contextFolder}/Dockerfile`,
			`--destination=${reference}`,
			// The way out for a digest without a shell: it becomes the message of the end of the container
			'--digest-file=/dev/termination-log',
			...(image.noCache ? ['--cache=false'] : ['--cache=true', `--cache-repo=${repository}-cache`]),
			// Else layers of large packages are held in memory (kaniko#1680)
			'--compressed-caching=false',
			'--snapshot-mode=redo',
			'--push-retry=3',
			'--image-fs-extract-retry=2',
			// A file that some machines show in every container (kaniko#2164)
			'--ignore-path=/product_uuid',
			'--log-format=text',
			'--log-timestamp=false',
			...insecureArgs(settings),
		],
		// Only root's files are in the context: COPY is to make root the owner, as other builders do
		env: [{name: 'FF_KANIKO_COPY_AS_ROOT', value: 'true'}, ...(settings.pushSecret === undefined ? [] : [{name: 'DOCKER_CONFIG', value: dockerConfigFolder}])],
		resources: {requests: {cpu: '500m', memory: '1Gi'}, limits: {memory: '8Gi'}},
		terminationMessagePolicy: 'FallbackToLogsOnError',
		securityContext: builderSecurity(),
		volumeMounts: [
			{name: 'context', mountPath: contextFolder},
			...(settings.pushSecret === undefined ? [] : [{name: 'docker-config', mountPath: dockerConfigFolder, readOnly: true}]),
		],
	};
}

/** For that registry alone: base images from elsewhere are looked at as ever. */
function insecureArgs({registry, isInsecureRegistry}: KubernetesPlan['settings']): readonly string[] {
	if (!isInsecureRegistry || registry === undefined) return [];
	const [host = ''] = registry.split('/');
	return [`--insecure-registry=${host}`, `--skip-tls-verify-registry=${host}`];
}

/** Steps can read it: kaniko runs them in its own container (kaniko#1861). It is to be a login for that registry only. */
function loginVolumes({pushSecret}: KubernetesPlan['settings']): V1Volume[] {
	if (pushSecret === undefined) return [];
	return [{name: 'docker-config', secret: {secretName: pushSecret, items: [{key: '.dockerconfigjson', path: 'config.json'}]}}];
}
