import {Alias, type Node, Scalar} from 'yaml';
import {composeBlockList, composeBlockMap} from './compose-block.ts';
import {composeFlowList, composeFlowMap} from './compose-flow.ts';
import {type Composer, fault, isNext} from './composer.ts';
import {YamlFault} from './fault.ts';
import {deepest} from './levels.ts';
import {OddScalar, readScalar} from './scalar.ts';
import {next, peek} from './scan.ts';
import {type Tag, tagFinding, tagOf} from './tag.ts';
import type {Token} from './token.ts';

/** In brackets no block starts, and under a key a list may start that is indented no further than it. */
export type Where = 'block' | 'under-key' | 'flow';

/** What stands before a value. */
export type Properties = {readonly anchor?: string; readonly tag?: Tag; readonly end?: number};

/** The node of the next value. */
export function composeNode(composer: Composer, depth: number, where: Where): Node {
	const {scanner} = composer;
	if (depth > deepest) throw fault(composer, 'too-deep');
	if (peek(scanner).kind === 'alias') return composeAlias(composer);
	const properties = takeProperties(composer);
	switch (peek(scanner).kind) {
		case 'scalar':
			return composeScalar(composer, next(scanner), properties);
		case '[':
			return composeFlowList(composer, depth, properties);
		case '{':
			return composeFlowMap(composer, depth, properties);
		case 'block-map':
			if (where !== 'flow') return composeBlockMap(composer, depth, properties);
			break;
		case 'block-list':
			if (where !== 'flow') return composeBlockList(composer, depth, properties, true);
			break;
		case '-':
			if (where === 'under-key') return composeBlockList(composer, depth, properties, false);
	}
	if (properties.end === undefined) throw fault(composer, isNext(composer, 'value') ? 'no-key' : 'no-value');
	return composeScalar(composer, {kind: 'scalar', start: properties.end, end: properties.end, text: '', style: 'PLAIN'}, properties);
}

/** The nothing that a missing value is. */
export function emptyNode(offset: number): Scalar {
	const node = new Scalar<unknown>(null);
	node.range = [offset, offset, offset];
	node.type = 'PLAIN';
	node.source = '';
	return node;
}

/** Names a node that is new; aliases inside it may mean it already. Says what is wrong with a tag on a list or a mapping. */
export function introduce(
	{anchors, findings}: Composer,
	node: Node & {anchor?: string; tag?: string},
	{anchor, tag}: Properties,
	kind?: '!!map' | '!!seq',
): void {
	if (anchor !== undefined) {
		node.anchor = anchor;
		anchors.set(anchor, node);
	}
	if (!tag) return;
	node.tag = tag.name;
	const finding = kind && tagFinding(tag, kind);
	if (finding) findings.push(finding);
}

function composeAlias({scanner, anchors, targets}: Composer): Node {
	const {text, start, end} = next(scanner);
	const target = anchors.get(text);
	if (!target) throw new YamlFault('unknown-anchor', start, end);
	const node = new Alias(text);
	node.range = [start, end, end];
	targets.set(node, target);
	return node;
}

function takeProperties({scanner, anchors, handles}: Composer): Properties {
	let properties: Properties = {};
	for (let token = peek(scanner); token.kind === 'anchor' || token.kind === 'tag'; token = peek(scanner)) {
		if (properties[token.kind] !== undefined) break;
		next(scanner);
		const {text, start, end} = token;
		if (token.kind === 'anchor' && anchors.has(text)) throw new YamlFault('double-anchor', start, end);
		properties = {...properties, end, ...(token.kind === 'tag' ? {tag: tagOf(token, handles)} : {anchor: text})};
	}
	return properties;
}

function composeScalar(composer: Composer, {text, start, end, style}: Token, properties: Properties): Node {
	const {tag} = properties;
	const read = readScalar(text, style === 'PLAIN', tag?.name);
	const node = new Scalar<unknown>(read instanceof OddScalar ? null : (read ?? null));
	node.range = [start, end, end];
	node.type = style;
	node.source = text;
	introduce(composer, node, properties);
	if (read instanceof OddScalar) composer.findings.push({...read.finding, offset: tag?.start ?? start, length: end - (tag?.start ?? start)});
	const finding = tag && read === undefined ? tagFinding(tag, 'text') : undefined;
	if (finding) composer.findings.push(finding);
	return node;
}
