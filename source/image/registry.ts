/** Where an image is kept, and what is asked for there. */
export type ImageAddress = {readonly registry: string; readonly repository: string; readonly reference: string};

/** What a registry says of an image; `unknown` when it did not answer in time, or wants a login. */
export type ImageLookUp = 'found' | 'missing' | 'unknown';

/** The registry that a reference names, such as `ghcr.io` or `localhost:5000`; undefined where it names none, which means Docker Hub. */
export function registryOf(image: string): string | undefined {
	const [first = '', ...rest] = image.split('/');
	return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? first : undefined;
}

/** The parts of a reference such as `python:3.12-slim`, as every engine reads them: no registry means Docker Hub, no tag `latest`. */
export function addressOf(image: string): ImageAddress {
	const [, withoutDigest = image, digest] = /^([^@]*)(?:@(.*))?$/.exec(image) ?? [];
	const [, name = withoutDigest, tag] = /^(.*?)(?::([^/:]+))?$/.exec(withoutDigest) ?? [];
	const named = registryOf(name);
	const registry = named === 'docker.io' || named === 'index.docker.io' ? undefined : named;
	const path = named === undefined ? name : name.slice(named.length + 1);
	return {
		registry: registry ?? 'registry-1.docker.io',
		repository: registry === undefined && !path.includes('/') ? `library/${path}` : path,
		reference: digest ?? tag ?? 'latest',
	};
}

const manifestTypes = [
	'application/vnd.oci.image.index.v1+json',
	'application/vnd.docker.distribution.manifest.list.v2+json',
	'application/vnd.oci.image.manifest.v1+json',
	'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** Asks the registry of an image whether it has it, without a login (the distribution API, opencontainers/distribution-spec). Never throws. */
export async function lookUpImage(image: string, signal: AbortSignal, ask: typeof fetch = fetch): Promise<ImageLookUp> {
	return (await lookUpManifest(image, signal, {ask})).state;
}

/** What a registry says of an image, and the digest by which it is pulled, where the registry tells it. */
export type ManifestLookUp = {readonly state: ImageLookUp; readonly digest?: string};

/** Asks the registry of an image for its digest, without a login; `isInsecure` means by http. Never throws. */
export async function lookUpManifest(
	image: string,
	signal: AbortSignal,
	{ask = fetch, isInsecure = false}: {readonly ask?: typeof fetch; readonly isInsecure?: boolean} = {},
): Promise<ManifestLookUp> {
	const {registry, repository, reference} = addressOf(image);
	// `localhost/name` is the word of podman for images that are in no registry
	if (registry === 'localhost') return {state: 'unknown'};
	const scheme = isInsecure || /^(?:localhost|127\.\d+\.\d+\.\d+)(?::\d+)?$/.test(registry) ? 'http' : 'https';
	const url = `${scheme}://${registry}/v2/${repository}/manifests/${encodeURIComponent(reference)}`;
	const request = (authorization?: string) =>
		ask(url, {method: 'HEAD', signal, headers: {accept: manifestTypes, ...(authorization === undefined ? {} : {authorization})}});
	try {
		let answer = await request();
		if (answer.status === 401) {
			const token = await tokenFor(answer.headers.get('www-authenticate') ?? '', signal, ask);
			if (token === undefined) return {state: 'unknown'};
			answer = await request(`Bearer ${token}`);
		}
		if (answer.ok) return {state: 'found', ...digestIn(answer)};
		return {state: answer.status === 404 ? 'missing' : 'unknown'};
	} catch {
		return {state: 'unknown'};
	}
}

function digestIn({headers}: Response): {readonly digest?: string} {
	const digest = headers.get('docker-content-digest') ?? '';
	return /^sha256:[0-9a-f]{64}$/.test(digest) ? {digest} : {};
}

/** A token for everybody, from where the registry says. */
async function tokenFor(challenge: string, signal: AbortSignal, ask: typeof fetch): Promise<string | undefined> {
	const parts = Object.fromEntries([...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]));
	if (!/^bearer /i.test(challenge) || !parts.realm?.startsWith('https://')) return undefined;
	const url = new URL(parts.realm);
	for (const key of ['service', 'scope']) if (parts[key] !== undefined) url.searchParams.set(key, parts[key]);
	const answer = await ask(url, {signal});
	const body: unknown = answer.ok ? await answer.json() : undefined;
	const {token, access_token} = (typeof body === 'object' && body !== null ? body : {}) as {token?: unknown; access_token?: unknown};
	return [token, access_token].find(value => typeof value === 'string');
}
