import {parseAllDocuments} from 'yaml';

/**
 * The values of the Secret or ConfigMap of that name in a manifest of Kubernetes, as `kubectl get secret NAME -o yaml` prints it; of the only one, whatever
 * its name. `data` of a Secret and `binaryData` are base64, `stringData` and `data` of a ConfigMap are text (Kubernetes API, core/v1).
 */
export function readManifest(text: string, name: string): {readonly values: ReadonlyMap<string, string>; readonly fault?: string} {
	const documents = parseAllDocuments(text);
	if (!Array.isArray(documents) || documents.some(({errors}) => errors.length > 0)) return {values: new Map(), fault: 'is not YAML'};
	const objects = documents.flatMap(document => itemsOf(document.toJS()));
	const found = objects.find(({metadata}) => isMap(metadata) && metadata.name === name) ?? (objects.length === 1 ? objects[0] : undefined);
	if (!found) return {values: new Map(), fault: objects.length === 0 ? 'holds no Secret or ConfigMap' : 'holds several, and none of that name'};
	const isSecret = found.kind === 'Secret';
	return {values: new Map([...entriesOf(found.data, isSecret), ...entriesOf(found.binaryData, true), ...entriesOf(found.stringData, false)])};
}

type YamlMap = Readonly<Record<string, unknown>>;

function isMap(value: unknown): value is YamlMap {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function itemsOf(value: unknown): readonly YamlMap[] {
	if (!isMap(value)) return [];
	if (Array.isArray(value.items)) return value.items.flatMap(itemsOf);
	return value.kind === 'Secret' || value.kind === 'ConfigMap' ? [value] : [];
}

function entriesOf(value: unknown, isBase64: boolean): ReadonlyArray<readonly [string, string]> {
	if (!isMap(value)) return [];
	return Object.entries(value).map(([key, entry]) => {
		const text = entry === null ? '' : String(entry);
		return [key, isBase64 ? Buffer.from(text, 'base64').toString('utf8') : text];
	});
}
