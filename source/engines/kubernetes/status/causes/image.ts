import {sanitiseLine} from '../../../../terminal/sanitise.ts';
import {containers} from '../../manifests/places.ts';
import {pullReasons} from '../waiting.ts';
import {type Cause, failure, type Look} from './cause.ts';
import {kubectl} from './kubectl.ts';

/** Why an image cannot be pulled, by what the node's runtime says. What says more stands before what says less. */
type PullCause = {
	readonly code: string;
	/** Looked for in the message, or in the reason where `isReason`. */
	readonly pattern: RegExp;
	readonly isReason?: boolean;
	readonly isSticky: boolean | 'maybe';
	readonly title: (facts: PullFacts) => string;
	readonly hint: (facts: PullFacts) => string;
};

type PullFacts = {readonly look: Look; readonly image: string; readonly host: string; readonly word: string};

const pullCauses: readonly PullCause[] = [
	{
		code: 'image-name-invalid',
		pattern: /^InvalidImageName$/,
		isReason: true,
		isSticky: true,
		title: ({image}) => `the image name ${image} is not valid`,
		hint: () => 'Correct build.image: small letters, no blanks; a tag stands after a colon.',
	},
	{
		code: 'image-never-pulled',
		pattern: /^ErrImageNeverPull$/,
		isReason: true,
		isSticky: true,
		title: ({image}) => `the image ${image} is not on the node, and the cluster does not pull it`,
		hint: () => 'Bring the image to the node (kind load docker-image, minikube image load), or push it to a registry.',
	},
	{
		code: 'wrong-architecture',
		pattern: /no matching manifest for (\S+)|no match for platform in manifest|no image found in .* for architecture (\S+)/,
		isSticky: true,
		title: ({image, word}) => `the image ${image} is made for another processor than the node's${word ? ` (${word})` : ''}`,
		hint: () => 'Use an image that is made for it too, or choose other nodes: environment: {node_selector: {kubernetes.io/arch: arm64}}.',
	},
	{
		code: 'registry-certificate',
		pattern: /x509: .*|tls: failed to verify certificate.*/,
		isSticky: true,
		title: ({host}) => `the node does not trust the certificate of the registry ${host}`,
		hint: ({host}) =>
			`Ask the cluster's administrator to add its CA to every node: /etc/containerd/certs.d/${host}/hosts.toml. Settings of the builder do not help the nodes.`,
	},
	{
		code: 'registry-http',
		pattern: /server gave HTTP response to HTTPS client/,
		isSticky: true,
		title: ({host}) => `the registry ${host} speaks http, and the node expects https`,
		hint: ({host}) => `Ask the cluster's administrator to list it on every node: server = "http://${host}" in /etc/containerd/certs.d/${host}/hosts.toml.`,
	},
	{
		code: 'registry-unknown-host',
		pattern: /lookup (\S+?)(?: on \S+)?: (?:no such host|Temporary failure|server misbehaving)/,
		isSticky: true,
		title: ({word, host}) => `the node does not find the registry ${word || host}`,
		hint: ({host}) =>
			/\.svc(?:\.|:|$)/.test(host)
				? 'Nodes do not know the names of services inside the cluster: set the address by which nodes reach the registry, kubernetes: {registryForNodes: HOST:PORT}.'
				: 'Correct the name of the registry in the image. If it is right, ask the administrator about the name service of the nodes.',
	},
	{
		code: 'registry-limit',
		pattern: /toomanyrequests|429 Too Many Requests/i,
		isSticky: 'maybe',
		title: ({host}) => `the registry ${host} gives no more images for now`,
		hint: ({look, host}) => `The cluster tries again by itself. The limit is higher with an account: ${secretHint(look, host)}`,
	},
	{
		code: 'image-pull-auth',
		pattern: /\b401\b|\b403\b|pull access denied|authorization failed|unauthorized|authentication required|no basic auth credentials|denied: requested access/i,
		isSticky: true,
		title: ({image}) => `the cluster may not pull the image ${image}, or it does not exist`,
		hint: ({look, host}) =>
			look.pullSecrets.length === 0
				? `See that the name is right. Then give the cluster a login: ${secretHint(look, host)}`
				: `See that the name is right, and that ${look.pullSecrets.map(sanitiseLine).join(', ')} holds a login for ${host} that may pull it: ${kubectl(look, 'describe', 'secret', ...look.pullSecrets)}.`,
	},
	{
		code: 'image-not-found',
		pattern: /manifest unknown|name unknown|not found|no such image/i,
		isSticky: true,
		title: ({image}) => `the image ${image} does not exist`,
		hint: ({look}) =>
			look.strategy === 'kaniko' && look.wait?.container === containers.main
				? 'It was built for this run, and the node does not find it under this name: set kubernetes.registryForNodes to the registry as nodes name it.'
				: 'Correct the name and the tag in build.image. The page of the image at its registry lists its tags.',
	},
	{
		code: 'registry-unreachable',
		pattern:
			/connection refused|i\/o timeout|no route to host|network is unreachable|TLS handshake timeout|Client\.Timeout|deadline exceeded|EOF|connection reset/,
		isSticky: 'maybe',
		title: ({host}) => `the node does not reach the registry ${host}`,
		hint: () => 'See that the registry runs and is named rightly. The cluster tries again by itself.',
	},
	{
		code: 'image-pull',
		pattern: /^/,
		isSticky: 'maybe',
		title: ({image}) => `the image ${image} cannot be pulled`,
		hint: () => 'The message of the node is below. The cluster tries again by itself.',
	},
];

/** Rows 1 to 8: an image that does not come. */
export const imageCause: Cause = look => {
	const {wait} = look;
	if (!wait || !pullReasons.includes(wait.reason)) return undefined;
	const image = sanitiseLine(wait.image);
	const message = pullMessage(look);
	const cause = pullCauses.find(({pattern, isReason}) => pattern.test(isReason ? wait.reason : message.replaceAll(image, '')));
	if (!cause) return undefined;
	const found = cause.pattern.exec(message);
	const facts = {look, image, host: registryOf(image), word: found?.slice(1).find(Boolean) ?? ''};
	const own = ownImages[wait.container];
	const hint = own === undefined ? cause.hint(facts) : [ownHint(own), ...(namedWrong.includes(cause.code) ? [] : [cause.hint(facts)])].join(' ');
	return failure(cause.code, cause.title(facts), hint, [message], {isSticky: cause.isSticky});
};

/** What is said of these is to correct the name, which nobody has written here. */
const namedWrong: readonly string[] = ['registry-unknown-host', 'image-not-found', 'registry-unreachable', 'image-pull'];

function ownHint(key: string): string {
	return `It is an image of polyaxon-tui itself: push it to a registry that the nodes reach, and write its name there into .polyaxon/tui.yaml: kubernetes: {${key}: NAME}.`;
}

/** Images that no polyaxonfile names, and the setting that does. */
const ownImages: Readonly<Record<string, string | undefined>> = {[containers.upload]: 'helperImage', [containers.build]: 'kanikoImage'};

/** `Back-off pulling image "x"` alone says nothing (before 1.31): the event before it does. */
function pullMessage({wait, observed, pod}: Look): string {
	const message = sanitiseLine(wait?.message ?? '');
	if (message.includes('ErrImagePull:') || !message.startsWith('Back-off')) return message;
	const said = observed.events.findLast(event => event.involvedObject.uid === pod?.metadata?.uid && /^Failed to pull image /.test(event.message ?? ''));
	return sanitiseLine(said?.message ?? message);
}

/** The host of a reference; what has none is on Docker Hub (https://github.com/distribution/reference). */
function registryOf(image: string): string {
	const [first = '', ...rest] = image.split('/');
	return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? first : 'docker.io';
}

function secretHint(look: Look, host: string): string {
	const server = host === 'docker.io' ? 'https://index.docker.io/v1/' : host;
	const command = kubectl(
		look,
		'create',
		'secret',
		'docker-registry',
		'regcred',
		`--docker-server=${server}`,
		'--docker-username=USER',
		'--docker-password=PASSWORD',
	);
	return `${command}, and name it in the settings: kubernetes: {pullSecrets: [regcred]}.`;
}
