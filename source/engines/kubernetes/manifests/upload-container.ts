import type {V1Container, V1Volume} from '@kubernetes/client-node';
import {withoutExpansion} from './expansion.ts';
import {containers, contextFolder, uploadDone} from './places.ts';
import {helperSecurity} from './security.ts';

/** How the context comes into a pod: sent into the waiting container, or from a ConfigMap. */
export type Upload = {
	readonly helperImage: string;
	readonly isRestricted: boolean;
	/** Name of the ConfigMap that has the context as `context.tgz`; absent when it is sent. */
	readonly configMap?: string;
};

/** Key of the ConfigMap that holds the context, a gzipped tar. */
export const contextKey = 'context.tgz';

/** Seconds that the container waits for the code. */
const patience = 900;
/** Exit code of the container when no code came. */
export const noUpload = 66;

const sourceFolder = '/context-source';

/** Ends when the code has come, so that the containers after it start. Also on SIGTERM, which the first process of a container does not obey by itself. */
const waitScript = `trap 'exit 143' TERM
i=0
until [ -f ${uploadDone} ]; do
	i=$((i + 1))
	[ $i -le ${patience} ] || { echo 'The code did not arrive within ${patience / 60} minutes.'; exit ${noUpload}; }
	sleep 1
done
rm -f ${uploadDone}`;

/** The init container that fills the context. */
export function uploadContainer({helperImage, isRestricted, configMap}: Upload): V1Container {
	const script = configMap === undefined ? waitScript : `tar -xzf ${sourceFolder}/${contextKey} -C ${contextFolder}`;
	return {
		name: containers.upload,
		image: helperImage,
		command: ['sh', '-c', withoutExpansion(script)],
		resources: {requests: {cpu: '100m', memory: '64Mi'}, limits: {cpu: '1', memory: '256Mi'}},
		terminationMessagePolicy: 'FallbackToLogsOnError',
		securityContext: helperSecurity(isRestricted),
		volumeMounts: [
			{name: 'context', mountPath: contextFolder},
			...(configMap === undefined ? [] : [{name: 'context-source', mountPath: sourceFolder, readOnly: true}]),
		],
	};
}

/** The volumes of the context. */
export function uploadVolumes({configMap}: Upload): V1Volume[] {
	return [{name: 'context', emptyDir: {sizeLimit: '5Gi'}}, ...(configMap === undefined ? [] : [{name: 'context-source', configMap: {name: configMap}}])];
}
