import {isMap, isScalar, isSeq} from 'yaml';
import {isReference} from '../../../image/reference.ts';
import {type Report, suggestion} from '../../settings-entry.ts';
import type {GivenSettings} from './cluster-settings.ts';

/** What a value must be: how it is read, undefined when it is not that; and how it is told. */
type Reader = {
	readonly setting: keyof GivenSettings;
	readonly read: (value: unknown) => unknown;
	readonly expected: string;
	readonly example: string;
};

const builders = ['auto', 'kaniko', 'inline'] as const;

/** The keys of the section, in the order in which they are told. */
const readers: Readonly<Record<string, Reader>> = {
	context: {setting: 'context', read: textOf, expected: 'the name of a context of the kubeconfig', example: 'context: my-cluster'},
	namespace: {setting: 'namespace', read: nameOf, expected: 'the name of a namespace', example: 'namespace: experiments'},
	registry: {setting: 'registry', read: registryOf, expected: 'the name of a registry, without https://', example: 'registry: registry.example.com/team'},
	registryForNodes: {
		setting: 'registryForNodes',
		read: registryOf,
		expected: 'the name of a registry, without https://',
		example: 'registryForNodes: localhost:5000',
	},
	insecureRegistry: {setting: 'isInsecureRegistry', read: flagOf, expected: 'true or false', example: 'insecureRegistry: true'},
	pushSecret: {setting: 'pushSecret', read: nameOf, expected: 'the name of a secret', example: 'pushSecret: registry-push'},
	pullSecrets: {setting: 'pullSecrets', read: namesOf, expected: 'a list of names of secrets', example: 'pullSecrets: [registry-pull]'},
	builder: {setting: 'builder', read: builderOf, expected: builders.join(', '), example: 'builder: auto'},
	kanikoImage: {setting: 'kanikoImage', read: imageOf, expected: 'an image', example: 'kanikoImage: registry.example.com/kaniko:v1.28.3'},
	helperImage: {setting: 'helperImage', read: imageOf, expected: 'an image', example: 'helperImage: registry.example.com/busybox:1.37'},
	serviceAccount: {setting: 'serviceAccount', read: nameOf, expected: 'the name of a service account', example: 'serviceAccount: runner'},
	keepFor: {setting: 'keepFor', read: secondsOf, expected: 'a whole number of seconds', example: 'keepFor: 604800'},
	stickyWait: {setting: 'stickyWait', read: secondsOf, expected: 'a whole number of seconds', example: 'stickyWait: 120'},
};

/** The `kubernetes` section of a settings file; what is wrong in it is reported and left out. */
export function readClusterSection(node: unknown, report: Report): GivenSettings {
	const path = ['kubernetes'];
	if (isScalar(node) && node.value === null) return {};
	if (!isMap(node)) {
		report({code: 'wrong-type', message: '"kubernetes" has to be a map of keys.', hint: 'Write it as `kubernetes: {context: my-cluster}`.', path}, node);
		return {};
	}
	const found: Record<string, unknown> = {};
	for (const {key: keyNode, value: valueNode} of node.items) {
		const key = isScalar(keyNode) ? String(keyNode.value) : String(keyNode);
		const reader = Object.hasOwn(readers, key) ? readers[key] : undefined;
		if (!reader) {
			const hint = suggestion(key, Object.keys(readers));
			report({code: 'unknown-key', message: `"${key}" is not a setting of kubernetes.`, hint, path: [...path, key]}, keyNode);
			continue;
		}
		const value = reader.read(plainOf(valueNode));
		if (value !== undefined) found[reader.setting] = value;
		else {
			const message = `"kubernetes.${key}" has to be ${reader.expected}.`;
			report({code: 'wrong-type', message, hint: `Write it as \`${reader.example}\`.`, path: [...path, key]}, valueNode ?? keyNode);
		}
	}
	return found;
}

function plainOf(node: unknown): unknown {
	if (isSeq(node)) return node.items.map(plainOf);
	return isScalar(node) ? node.value : undefined;
}

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A name in a cluster, as RFC 1123 has those of hosts. */
function nameOf(value: unknown): string | undefined {
	return typeof value === 'string' && value.length <= 253 && /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(value) ? value : undefined;
}

function namesOf(value: unknown): readonly string[] | undefined {
	const names = Array.isArray(value) ? value.flatMap(each => nameOf(each) ?? []) : [];
	return Array.isArray(value) && names.length === value.length ? names : undefined;
}

function registryOf(value: unknown): string | undefined {
	const registry = typeof value === 'string' ? value.replace(/\/$/, '') : '';
	return isReference(`${registry}/name`) && !/[@]/.test(registry) ? registry : undefined;
}

function flagOf(value: unknown): boolean | undefined {
	return typeof value === 'boolean' ? value : undefined;
}

function builderOf(value: unknown): string | undefined {
	return builders.find(builder => builder === value);
}

function imageOf(value: unknown): string | undefined {
	return typeof value === 'string' && isReference(value) ? value : undefined;
}

/** At least a moment; at most 68 years, which is what fits into the 32 bits that Kubernetes has for it. */
function secondsOf(value: unknown): number | undefined {
	return Number.isInteger(value) && Number(value) >= 1 && Number(value) < 2 ** 31 ? Number(value) : undefined;
}
