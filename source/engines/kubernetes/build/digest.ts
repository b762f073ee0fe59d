import type {KubernetesSettings} from '../plan.ts';

/** What the container of a builder left behind, as in `state.terminated` of its status. */
export type BuilderEnd = {readonly exitCode: number; readonly message?: string};

/**
 * The digest of the image that kaniko has pushed: `--digest-file=/dev/termination-log` makes it the termination message. Undefined when the build failed:
 * the message then holds the digest of the last layer that went to the cache (seen with v1.24.0).
 */
export function digestOf({exitCode, message = ''}: BuilderEnd): string | undefined {
	return exitCode === 0 ? /^\s*(sha256:[0-9a-f]{64})\s*$/.exec(message)?.[1] : undefined;
}

/** The image that the nodes are to run: by its digest, so that no later push under the same tag counts, and at the registry as nodes name it. */
export function imageForNodes(
	reference: string,
	digest: string | undefined,
	{registry, registryForNodes}: Pick<KubernetesSettings, 'registry' | 'registryForNodes'>,
): string {
	const isThere = registry !== undefined && registryForNodes !== undefined && reference.startsWith(`${registry}/`);
	const named = isThere ? `${registryForNodes}${reference.slice(registry.length)}` : reference;
	return digest === undefined ? named : `${withoutTag(named)}@${digest}`;
}

/** A colon before the last slash is that of a port. */
function withoutTag(reference: string): string {
	return reference.replace(/(?::[^:/@]+)?(?:@.*)?$/, '');
}
