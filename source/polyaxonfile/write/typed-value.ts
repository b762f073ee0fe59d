import {isScalar, type Node} from 'yaml';
import {parsePolyaxonfile} from '../document.ts';
import type {Piece} from './piece.ts';

/** The same in a file that is JSON, where it may be JSON that YAML reads otherwise: `1e-4` is a number there. */
export function typedJson(typed: string): Piece {
	const source = typed.trim();
	const {values, problems} = parsePolyaxonfile(`{"x": ${source}}`, 'typed.json');
	const isOne = problems.length === 0 && values !== undefined && Object.keys(values).length === 1;
	return isOne ? {type: 'source', source, value: values.x ?? null, isFlow: true} : typedPiece(typed);
}

/** What a person typed after a declaration's colon, as YAML where it is one value on one line (`0.1`, `yes`, `[1, 2]`, `"a"`), else as text (`{{ lr }}`, `*.csv`, `a: b`, dates). */
export function typedPiece(typed: string): Piece {
	const source = typed.trim();
	const asText: Piece = {type: 'value', value: source};
	if (source === '' || /[\r\n]/.test(source) || /^[&*!|>@`%?#]/.test(source)) return asText;
	const document = parsePolyaxonfile(`x: ${source}\n`);
	const node = document.find(['x'])?.value as Node | undefined;
	const [from, to] = node?.range ?? [0, 0];
	if (document.problems.length > 0 || !document.values || Object.keys(document.values).length !== 1 || document.text.slice(from, to) !== source) return asText;
	const value = document.values.x ?? null;
	return isScalar(node) && typeof value === 'string' && node.type === 'PLAIN' ? {type: 'value', value} : {type: 'source', source, value};
}
