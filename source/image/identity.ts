import {bakedStepFiles, codeRoot} from './baked-code.ts';
import {hashOf} from './content-hash.ts';
import {contextFiles} from './context.ts';
import {hashOfContext, readDigests} from './context-hash.ts';
import type {ImagePlan} from './plan.ts';

/** What an image is known by. The same inputs give the same on every machine: no times, owners, absolute paths or host names are in it. */
export type Identity = {
	/** 20 hex digits of all that goes into the image. */
	readonly hash: string;
	/** Hex SHA-256 of all but the code. */
	readonly depsHash: string;
	/** Hex SHA-256 of the context: what `contextTar` says that it has sent has to be the same. */
	readonly contextHash: string;
};

/** Changes when images are built in another way, so that older ones are not taken. */
const planVersion = '2';

/** Reads all that goes into the image, and gives its identity. `at` says for which platform and from which very base. Throws a UserError when something cannot be read. */
export async function identityOf(
	image: ImagePlan,
	codeFolder: string,
	at: {readonly platform: string; readonly baseDigest?: string},
	signal: AbortSignal,
): Promise<Identity> {
	const entries = contextFiles(image);
	const digests = await readDigests(entries, codeFolder, signal);
	const contextHash = hashOfContext(entries, ({path}) => digests.get(path) ?? '');
	const stepFiles = bakedStepFiles(image).map(({path, mode}) => [path, mode & 0o100 ? 'x' : '-', digests.get(`${codeRoot}/${path}`) ?? '']);
	const deps = [
		planVersion,
		at.platform,
		at.baseDigest ?? image.base ?? '',
		image.ownDockerfile === undefined ? '' : `own ${image.ownDockerfile}`,
		image.langEnv ?? '',
		hashOf(image.env.flat()),
		hashOf(image.steps),
		hashOf(stepFiles.flat()),
	];
	const depsHash = hashOf(deps);
	return {hash: imageHash(depsHash, contextHash), depsHash, contextHash};
}

/** 20 hex digits of all that goes into an image, from the two parts of its identity. */
export function imageHash(depsHash: string, contextHash: string): string {
	return hashOf([depsHash, contextHash]).slice(0, 20);
}
