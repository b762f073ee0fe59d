import {isAlias, isMap, isScalar, isSeq, type Node, type Pair} from 'yaml';
import type {PolyaxonDocument} from '../polyaxonfile/document.ts';
import {Numeral} from '../polyaxonfile/numeral.ts';
import {isMapping} from '../polyaxonfile/print-value.ts';
import type {Value} from '../polyaxonfile/specification.ts';

/** A text as YAML 1.1 on one line that is read as this text: plain where that is safe, else in double quotes. */
export function textToYaml(text: string): string {
	const isPlain = /^[A-Za-z./][\w./@:+-]*$/.test(text) && !text.endsWith(':') && !/^(?:y|n|yes|no|on|off|true|false|null|none|\.inf|\.nan|\.\d.*)$/i.test(text);
	return isPlain ? text : JSON.stringify(text);
}

/** The value at a path as a person would type it on one line: as it stands in the text where that is one line, else written anew with the same meaning. */
export function yamlAt(document: PolyaxonDocument, path: ReadonlyArray<string | number>, value: Value): string {
	const node = document.find(path)?.value;
	return (node && fromNode(document, node, false)) ?? valueToYaml(value);
}

/** A text, or what is written where a text should be: `0123` stays `0123`. Undefined for null, lists and maps. */
export function textAt(document: PolyaxonDocument, path: ReadonlyArray<string | number>, value: Value | undefined): string | undefined {
	if (typeof value === 'string') return value;
	if (value === undefined || value === null || isList(value) || isMapping(value)) return undefined;
	const node = document.find(path)?.value;
	return isScalar(node) && node.range ? document.text.slice(node.range[0], node.range[1]) : String(value);
}

function fromNode(document: PolyaxonDocument, node: Node, isInside: boolean): string | undefined {
	if (isAlias(node) || !node.range || node.tag?.startsWith('!')) return undefined;
	const source = document.text.slice(node.range[0], node.range[1]);
	if (isScalar(node)) {
		if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED' || /[\r\n]/.test(source))
			return typeof node.value === 'string' ? JSON.stringify(node.value) : undefined;
		if (source === '') return 'null';
		return isInside && node.type === 'PLAIN' && /[,[\]{}]|: |^[?&*!|>%@`]/.test(source) ? JSON.stringify(source) : source;
	}
	if (isSeq(node)) {
		if (node.flow && !/[\r\n]/.test(source)) return source;
		const items = (node.items as Node[]).map(item => fromNode(document, item, true));
		return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
	}
	if (!isMap(node)) return undefined;
	if (node.flow && !/[\r\n]/.test(source)) return source;
	const pairs = (node.items as Pair<Node, Node | null>[]).map(({key, value}) => {
		const [name, inner] = [fromNode(document, key, true), value ? fromNode(document, value, true) : 'null'];
		return name === undefined || name === '<<' || inner === undefined ? undefined : `${name}: ${inner}`;
	});
	return pairs.includes(undefined) ? undefined : `{${pairs.join(', ')}}`;
}

function valueToYaml(value: Value): string {
	if (value === null) return 'null';
	if (typeof value === 'string') return textToYaml(value);
	if (value instanceof Numeral) return value.text;
	if (typeof value !== 'object') return String(value);
	if (isList(value)) return `[${value.map(valueToYaml).join(', ')}]`;
	return `{${Object.entries(value)
		.map(([key, inner]) => `${textToYaml(key)}: ${valueToYaml(inner)}`)
		.join(', ')}}`;
}

function isList(value: Value): value is readonly Value[] {
	return Array.isArray(value);
}
