import {isReference} from '../../../image/reference.ts';
import {isMapping} from '../../../polyaxonfile/print-value.ts';
import type {Problem} from '../../../polyaxonfile/problem.ts';
import type {Value} from '../../../polyaxonfile/specification.ts';
import {setIn, valueIn} from '../../../polyaxonfile/write/edit.ts';
import {withLineEndsOf} from '../../../polyaxonfile/write/line-ends.ts';
import {value} from '../../../polyaxonfile/write/piece.ts';
import type {RegistryFact} from '../facts/registries.ts';
import type {KubernetesSettings} from '../plan.ts';
import type {ClusterSettings, GivenSettings} from './cluster-settings.ts';

/** A registry that was chosen where the settings name none, in the words of the settings. */
export type RegistryChoice = Pick<GivenSettings, 'registryForNodes' | 'isInsecureRegistry'> & {readonly registry: string};

/** The choice of a name with what is known of its host: how nodes call it, and that a registry which a local cluster announces has no certificate to go by. */
export function registryChoiceOf(name: string, known: readonly RegistryFact[]): RegistryChoice {
	const [host = '', ...rest] = name.split('/');
	const fact = known.find(each => each.host === host);
	return {
		registry: name,
		...(fact?.hostForNodes !== undefined && {registryForNodes: [fact.hostForNodes, ...rest].join('/')}),
		...(fact?.from === 'cluster' && {isInsecureRegistry: true}),
	};
}

/** The registry of settings, as it would be chosen where no settings name it. */
export function choiceOf({registry, registryForNodes, isInsecureRegistry}: KubernetesSettings): RegistryChoice | undefined {
	if (registry === undefined) return undefined;
	return {registry, ...(registryForNodes !== undefined && {registryForNodes}), ...(isInsecureRegistry && {isInsecureRegistry})};
}

/** Why images cannot be pushed to a registry of that name. */
export function registryProblem(name: string): Problem | undefined {
	if (isReference(`${name}/name`) && !name.includes('@')) return undefined;
	const message = 'This cannot be a registry: those are HOST or HOST/FOLDER, without https:// and in small letters.';
	return {code: 'bad-registry', severity: 'error', message, path: []};
}

/** The settings with the registry, where they name none. */
export function withRegistry(settings: ClusterSettings, choice: RegistryChoice | undefined): ClusterSettings {
	return choice === undefined || settings.registry !== undefined ? settings : {...settings, ...choice};
}

/** The lines that the settings file gets, in one. */
export function registryLine(choice: RegistryChoice): string {
	const pairs = entriesOf(choice).map(([key, of]) => `${key}: ${String(of)}`);
	return `kubernetes: {${pairs.join(', ')}}`;
}

/** The text of a settings file with the registry in its section; all else stays as it is written. Throws where it is no YAML or has a registry. */
export function writeRegistry(text: string, choice: RegistryChoice): string {
	const plain = text.replaceAll('\r\n', '\n');
	const section = valueIn(plain, ['kubernetes']);
	if (section !== undefined && section !== null && !isMapping(section)) throw new Error('its "kubernetes" is no map of keys');
	if (valueIn(plain, ['kubernetes', 'registry']) !== undefined) throw new Error('it names a registry already');
	return withLineEndsOf(
		text,
		entriesOf(choice).reduce((now, [key, of]) => setIn(now, ['kubernetes', key], value(of)), plain),
	);
}

function entriesOf({registry, registryForNodes, isInsecureRegistry}: RegistryChoice): ReadonlyArray<readonly [string, Value]> {
	return [
		['registry', registry],
		...(registryForNodes === undefined ? [] : [['registryForNodes', registryForNodes] as const]),
		...(isInsecureRegistry ? [['insecureRegistry', true] as const] : []),
	];
}
