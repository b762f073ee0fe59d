import type {V1Job, V1Pod} from '@kubernetes/client-node';

/** A pod as a Job would make it. PodSecurity and quotas only warn of a Job, and refuse its pods: a dry run of this one asks them. */
export function podOf({metadata, spec}: V1Job): V1Pod {
	const template = spec?.template;
	return {
		apiVersion: 'v1',
		kind: 'Pod',
		metadata: {...template?.metadata, generateName: `${metadata?.name}-`, namespace: metadata?.namespace ?? ''},
		...(template?.spec && {spec: template.spec}),
	};
}
