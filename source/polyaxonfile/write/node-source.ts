import {type Alias, isAlias, isMap, isScalar, isSeq, type Node} from 'yaml';
import {Numeral} from '../numeral.ts';
import {numberSource, textSource} from './scalar-text.ts';
import {isUnwritten, type Source, type YamlPair} from './source.ts';

/**
 * A node on one line that can stand anywhere, also in brackets: in the words and quotes of the file, without its anchors. `outOf` gives the node of an
 * alias that must be written out, and nothing for one that may stay.
 */
export function sourceOnOneLine(source: Source, node: Node | null, outOf: (alias: Alias) => Node | undefined): string {
	if (node === null) return 'null';
	if (isAlias(node)) {
		const target = outOf(node);
		return target ? sourceOnOneLine(source, target, outOf) : `*${node.source}`;
	}
	const written = source.text.slice(node.range?.[0], node.range?.[1]);
	if (isScalar(node)) {
		const tag = node.tag?.replace(/^tag:yaml\.org,2002:/, '!!');
		return `${tag ? `${tag} ` : ''}${scalarSource(node, written, source.flow)}`;
	}
	const inner = (each: Node | null) => sourceOnOneLine(source, each, outOf);
	if (isSeq(node)) return isWhole(node, written) ? written : `[${(node.items as Node[]).map(inner).join(', ')}]`;
	if (!isMap(node)) return 'null';
	const pairs = (node.items as YamlPair[]).map(({key, value}) => pairOnOneLine(inner(key), inner(value)));
	return isWhole(node, written) ? written : `{${pairs.join(', ')}}`;
}

/** A pair in brackets. The blank before the colon keeps the name of an alias apart from it. */
export function pairOnOneLine(key: string, value: string): string {
	return `${key}${key.startsWith('*') ? ' ' : ''}: ${value}`;
}

/** Whether brackets can be taken as they are: on one line, with no comment, anchor or alias in them. */
function isWhole(node: Node & {flow?: boolean}, written: string): boolean {
	return node.flow === true && !/[\n&*#]/.test(written);
}

function scalarSource(node: Node & {type?: unknown; value: unknown}, written: string, place: Source['flow']): string {
	const isText = typeof node.value === 'string';
	// Nothing after a tag is an empty text
	if (isUnwritten(node)) return isText ? "''" : 'null';
	const isSafe = node.type === 'PLAIN' ? !/[\n,[\]{}:?]/.test(written) : /^["'][^\n]*$/.test(written);
	if (isSafe) return written;
	if (isText) return textSource(node.value as string, place);
	return typeof node.value === 'number' || node.value instanceof Numeral ? numberSource(node.value) : written;
}
