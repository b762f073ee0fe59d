import {parsePolyaxonfile} from '../polyaxonfile/document.ts';
import type {Amounts, Value} from '../polyaxonfile/specification.ts';
import {parseText} from '../polyaxonfile/write/parse-text.ts';
import {type FileChanges, writePolyaxonfile} from '../polyaxonfile/write.ts';
import {type Answers, commandLines, emptyAnswers, type ResourceAnswers} from './answers.ts';
import {fromPolyaxonfile, valuesBehind} from './from-polyaxonfile.ts';
import {labelsIn} from './node-selector.ts';
import {coresOf, devicesOf, mebibytesOf} from './quantity.ts';

/** The polyaxonfile of the answers. Of an existing one only what the answers change is written anew; all else stays as it is, to the byte. */
export function toPolyaxonfile(answers: Answers, existing?: string): string {
	const wanted = changesOf(answers);
	const document = parseText(existing ?? '');
	if (existing === undefined || document.values === undefined) {
		// A file that only has comments keeps them
		const start = document.problems.every(({code}) => code === 'empty-file') ? existing : undefined;
		return writePolyaxonfile({...wanted, resources: changedResources(answers.resources, {})}, start);
	}
	const given = fromPolyaxonfile(existing);
	const present = changesOf({...emptyAnswers, ...given});
	const before = new Map<string, unknown>(Object.entries({...present, kind: given.kind}));
	const changes: FileChanges = Object.fromEntries(Object.entries(wanted).filter(([key, value]) => !isEqual(value, before.get(key))));
	const resources = changedResources(answers.resources, given.resources ?? {});
	if (Object.keys(changes).length === 0 && resources === undefined) return existing;
	return writePolyaxonfile({...withOldValues(changes, answers, existing, given), ...(resources === undefined ? {} : {resources})}, existing);
}

/** A declaration, variable or label that nobody changed keeps the value that the file has: a date that was read as it is written would come back as text. */
function withOldValues(changes: FileChanges, answers: Answers, existing: string, given: Partial<Answers>): FileChanges {
	const old = valuesBehind(existing, given);
	const indexIn = (list: readonly unknown[] = [], entry: unknown) => list.findIndex(each => isEqual(each, entry));
	return {
		...changes,
		...(changes.declarations && {
			declarations: named(answers.declarations).map(entry => {
				const index = indexIn(given.declarations, entry);
				return [entry.name, index < 0 ? declaredValue(entry.value.trim()) : {value: old.declarations[index] ?? null}] as const;
			}),
		}),
		...(changes.nodeSelector && {
			nodeSelector: labelsIn(answers.nodeSelector).map(label => {
				const index = indexIn(labelsIn(given.nodeSelector ?? ''), label);
				return [label.key, index < 0 ? label.value : (old.nodeSelector[index] ?? null)] as const;
			}),
		}),
		...(changes.envVars && {
			envVars: named(answers.envVars).map(entry => old.envVars[indexIn(given.envVars, entry)] ?? [entry.name, entry.value]),
		}),
	};
}

function named<T extends {readonly name: string}>(rows: readonly T[]): readonly T[] {
	return rows.filter(({name}) => name !== '');
}

/** What the answers say of each section; half-typed rows are left out. */
function changesOf(answers: Answers): Omit<FileChanges, 'resources'> {
	const lines = commandLines(answers.command);
	const isBuild = answers.kind === 'build';
	return {
		kind: answers.kind,
		declarations: isBuild ? null : named(answers.declarations).map(({name, value}) => [name, declaredValue(value.trim())] as const),
		image: answers.image.trim(),
		buildSteps: answers.buildSteps.filter(step => step.trim() !== ''),
		envVars: named(answers.envVars).map(({name, value}) => [name, value] as const),
		cmd: isBuild ? null : lines.length === 1 ? lines[0]! : lines,
		secretRefs: answers.secretRefs.filter(name => name !== ''),
		configmapRefs: answers.configmapRefs.filter(name => name !== ''),
		nodeSelector: labelsIn(answers.nodeSelector).map(({key, value}) => [key, value] as const),
		serviceAccount: answers.serviceAccount.trim(),
	};
}

/** A value as typed. Of a template in quotes the text is taken: without this it would be a text with quotes in it. */
function declaredValue(typed: string): {readonly yaml: string} | {readonly value: Value} {
	if (!/^(["']).*\{[{%#].*\1$/s.test(typed)) return {yaml: typed};
	const value = parsePolyaxonfile(`value: ${typed}\n`).values?.value;
	return typeof value === 'string' ? {value} : {yaml: typed};
}

/** The resources that are not what they were; an amount that cannot be read counts as none. */
function changedResources(wanted: ResourceAnswers, present: ResourceAnswers): FileChanges['resources'] | undefined {
	const [now, before] = [amountsOf(wanted), amountsOf(present)];
	const names = (['cpu', 'memory', 'gpu'] as const).filter(name => !isEqual(now[name], before[name]));
	return names.length === 0 ? undefined : Object.fromEntries(names.map(name => [name, now[name]]));
}

function amountsOf(resources: ResourceAnswers): Readonly<Record<'cpu' | 'memory' | 'gpu', Amounts | null>> {
	const devices = devicesOf(resources.gpu ?? '');
	return {
		cpu: amounts(coresOf(resources.cpu ?? ''), coresOf(resources.cpuLimit ?? '')),
		memory: amounts(mebibytesOf(resources.memory ?? ''), mebibytesOf(resources.memoryLimit ?? '')),
		gpu: amounts(devices, devices),
	};
}

function amounts(requests: number | undefined, limits: number | undefined): Amounts | null {
	if (requests === undefined && limits === undefined) return null;
	return {...(requests === undefined ? {} : {requests}), ...(limits === undefined ? {} : {limits})};
}

function isEqual(one: unknown, other: unknown): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}
