import type {Cause} from './cause.ts';

/** Causes that engines tell while they get an image from its registry. What says more stands before what says less. */
export const registryCauses: readonly Cause[] = [
	{
		code: 'registry-limit',
		pattern: /(?:docker:\/\/([^/\s]+)\/.*)?(?:toomanyrequests|429 Too Many Requests|StatusCode: 429)/i,
		knownBy: 'line',
		ofEngine: ['pull', 'build'],
		title: () => 'the registry gives no more images for now',
		hint: ({word: registry}) =>
			`Wait an hour, or log in: podman login ${registry || 'docker.io'}, or docker login ${registry || 'docker.io'}. Docker Hub gives more to those who have an account.`,
	},
	{
		code: 'registry-login',
		pattern:
			/reading manifest \S+ in (\S+): (?:denied|unauthorized|StatusCode: 40[13])|pull access denied for ([^\s,]+)|unauthorized|authentication required|denied: requested access|no basic auth credentials|403 \(?Forbidden|StatusCode: 40[13]\b|: denied\b/i,
		knownBy: 'line',
		ofEngine: ['pull', 'build'],
		title: ({word}) => `the registry does not give ${word ? `the image ${word}` : 'the image'}: it is not there, or wants a log-in`,
		hint: () => 'See that the name is right. Then log in to its registry: podman login REGISTRY, or docker login REGISTRY.',
	},
	{
		code: 'image-not-found',
		pattern: /manifest for (\S+) not found|manifest unknown|name unknown|reading manifest \S+ in (\S+): .*not found|(\S+): not found$/,
		knownBy: 'line',
		ofEngine: ['pull', 'build'],
		title: ({word}) => `the image ${word || 'or its tag'} does not exist`,
		hint: () => 'Correct the name and the tag in build.image. The page of the image at its registry lists its tags.',
	},
	{
		code: 'registry-broken',
		pattern: /unexpected (?:HTTP )?status(?: code)?:? (?:\S+: )?(5\d\d(?: [A-Z][A-Za-z ]*[a-z])?)|StatusCode: (5\d\d)/,
		knownBy: 'line',
		ofEngine: ['pull', 'build'],
		title: ({word}) => `the registry itself failed (HTTP ${word})`,
		hint: () => 'The fault is not on this computer: try again in some minutes, or ask those who run the registry.',
	},
	{
		code: 'registry-certificate',
		pattern: /x509: .*/,
		knownBy: 'line',
		ofEngine: ['pull', 'build'],
		title: () => 'the certificate of the registry is not trusted here',
		hint: () => 'Add its certificate to this computer: /etc/containers/certs.d/REGISTRY/ca.crt for podman, /etc/docker/certs.d/REGISTRY/ca.crt for docker.',
	},
	{
		code: 'registry-http',
		pattern: /(?:https:\/\/([^/"\\\s]+)\/.*)?(?:server gave HTTP response to HTTPS client|first record does not look like a TLS handshake)/,
		knownBy: 'line',
		ofEngine: ['pull', 'build'],
		title: ({word}) => `the registry${word ? ` ${word}` : ''} has no encryption`,
		hint: ({word: registry}) =>
			`If you trust its network, allow it. podman: the lines [[registry]], location = "${registry || 'REGISTRY'}" and insecure = true in /etc/containers/registries.conf. docker: "insecure-registries": ["${registry || 'REGISTRY'}"] in /etc/docker/daemon.json, then restart it.`,
	},
	{
		// podman itself takes localhost for a registry when it has no image of the name
		code: 'no-local-image',
		pattern: /docker:\/\/(localhost\/[^\s:]+(?::[\w.-]+)?): /,
		knownBy: 'line',
		ofEngine: ['pull', 'build'],
		title: ({word}) => `there is no image ${word} on this computer`,
		hint: () => 'Names with localhost/ are images that were built here: podman images lists them. Correct the name and the tag, or build the image first.',
	},
	{
		code: 'registry-unreachable',
		pattern:
			/dial tcp:? (?:lookup )?(\S+?)(?: on \S+)?:? .*(?:connection refused|no such host|timeout|unreachable|server misbehaving)|Client\.Timeout exceeded|TLS handshake timeout/,
		knownBy: 'line',
		ofEngine: ['pull', 'build'],
		title: ({word}) => `the registry${word ? ` (${word})` : ''} could not be reached`,
		hint: () => 'See that this machine is online and the registry is named rightly. Behind a proxy, set HTTPS_PROXY for the engine.',
	},
	{
		code: 'short-image-name',
		pattern: /short-name "?([^"\s]+)"? did not resolve|short-name resolution enforced/,
		knownBy: 'line',
		ofEngine: ['pull', 'build'],
		title: ({word}) => `podman does not know the registry of ${word || 'the image'}`,
		hint: ({word}) => `Write it in full: docker.io/${word.includes('/') ? '' : 'library/'}${word || 'NAME'}.`,
	},
];
