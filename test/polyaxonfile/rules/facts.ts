import type {CheckedFile} from '../../../source/polyaxonfile/check-file.ts';
import {isList, isMapping} from '../../../source/polyaxonfile/print-value.ts';
import type {Value} from '../../../source/polyaxonfile/specification.ts';

type Facts = Readonly<Record<string, unknown>>;
type Values = {readonly [key: string]: Value};

/** What a file means by our reading, under the names that the fixtures give to the platform's facts. */
export function factsOf({rendered, values = {}, specification}: CheckedFile): Facts {
	const environment = mapping(values.environment);
	const persistence = mapping(environment.persistence);
	const hptuning = mapping(values.hptuning);
	const pods = podsOf(values);
	return {
		cmd: rendered?.command,
		params: rendered?.declarations,
		tags: [...(rendered?.tags ?? [])].sort(),
		secret_refs: rendered?.environment.secret_refs,
		config_map_refs: rendered?.environment.configmap_refs,
		data_refs: environment.data_refs ?? persistence.data,
		artifact_refs: environment.artifact_refs ?? (persistence.outputs === undefined ? undefined : [persistence.outputs]),
		framework: values.framework ?? frameworkIn(environment),
		backend: values.backend ?? environment.backend ?? (specification?.kind === 'notebook' ? 'notebook' : undefined),
		log_level: mapping(values.logging).level,
		cluster: countedBy(pods.map(({role}) => role)),
		distributed: pods.length > 1,
		total_resources: sumOf(pods.map(({resources}) => resources)),
		matrix_keys: Object.keys(mapping(hptuning.matrix)).sort(),
		search: specification?.group?.search,
		concurrency: hptuning.concurrency === undefined ? 1 : Number(hptuning.concurrency),
		matrix_space: specification?.group?.search === 'grid' && mapping(hptuning.grid_search).n_experiments === undefined ? specification.group.count : undefined,
	};
}

function mapping(value: Value | undefined): Values {
	return isMapping(value) ? value : {};
}

const frameworks = ['tensorflow', 'horovod', 'mxnet', 'pytorch'];

function frameworkIn(environment: Values): string | undefined {
	return frameworks.find(name => environment[name] !== undefined);
}

/** The processes of an experiment and what each asks for: a master unless they talk MPI, the workers and the servers, of which single ones may have their own. */
function podsOf({environment: given, framework, backend}: Values): ReadonlyArray<{readonly role: string; readonly resources: Values}> {
	const environment = mapping(given);
	const replicas = mapping(environment.replicas ?? environment[frameworkIn(environment) ?? '']);
	const isMpi = backend === 'mpi';
	const pods = (role: string, count: Value | undefined, usual: Value | undefined, single: Value | undefined) =>
		Array.from({length: Number(count ?? 0)}, (_, index) => {
			const own = (isList(single ?? null) ? (single as readonly Value[]) : []).map(mapping).find(each => Number(each.index) === index);
			return {role, resources: mapping(own?.resources ?? (isMpi && index === 0 ? environment.resources : undefined) ?? mapping(usual).resources)};
		});
	return [
		...(isMpi ? [] : [{role: 'master', resources: mapping(environment.resources)}]),
		...pods('worker', replicas.n_workers, replicas.default_worker, replicas.worker),
		...pods(framework === 'mxnet' || environment.mxnet ? 'server' : 'ps', replicas.n_ps, replicas.default_ps, replicas.ps),
	];
}

function countedBy(roles: readonly string[]): Readonly<Record<string, number>> {
	return Object.fromEntries([...new Set(roles)].map(role => [role, roles.filter(each => each === role).length]));
}

function sumOf(all: readonly Values[]): Readonly<Record<string, unknown>> {
	const names = [...new Set(all.flatMap(each => Object.keys(each)))];
	return Object.fromEntries(
		names.map(name => {
			const total = (amount: string) => all.reduce((sum, each) => sum + Number(mapping(each[name])[amount] ?? 0), 0);
			return [name, {limits: total('limits'), requests: total('requests')}];
		}),
	);
}

/** Where our facts differ from those of the index, which has some of them and writes null for what is absent. */
export function differences(theirs: Facts, ours: Facts): readonly string[] {
	return Object.entries(theirs).flatMap(([name, fact]) => {
		const own = ours[name];
		if (!(name in ours) || own === undefined)
			return name in ours && fact !== null && name !== 'matrix_space' ? [`${name}: ${JSON.stringify(fact)}, here nothing`] : [];
		const [one, other] = [plain(fact), plain(own)];
		return one === other ? [] : [`${name}: ${one}, here ${other}`];
	});
}

/** JSON with its keys in order and without null. */
function plain(fact: unknown): string {
	return JSON.stringify(sorted(JSON.parse(JSON.stringify(fact))));
}

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([, inner]) => inner !== null)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([key, inner]) => [key, sorted(inner)]),
	);
}
