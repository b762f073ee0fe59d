import {lookUpManifest, type ManifestLookUp} from '../../../image/registry.ts';

/** Milliseconds for a registry to answer; without an answer the image is built, which is quick when all its layers are in the cache. */
const patience = 2000;

/**
 * Whether an image is in its registry, and under which digest. Asked from this machine and without a login: `unknown` where that is not enough, or the
 * registry can be reached from the cluster only. Takes two seconds at most.
 */
export function findTag(
	reference: string,
	{isInsecureRegistry}: {readonly isInsecureRegistry: boolean},
	signal: AbortSignal,
	ask: typeof fetch = fetch,
): Promise<ManifestLookUp> {
	return lookUpManifest(reference, AbortSignal.any([signal, AbortSignal.timeout(patience)]), {isInsecure: isInsecureRegistry, ask});
}
