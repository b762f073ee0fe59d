import type {Node} from 'yaml';
import {composeNode, emptyNode} from './compose-node.ts';
import {type Composer, expect, isNext} from './composer.ts';
import {YamlFault} from './fault.ts';
import type {Finding} from './finding.ts';
import {next, peek} from './scan.ts';
import type {Scanner} from './scanner.ts';
import {commonHandles, type Handles} from './tag.ts';

/** The nodes of a text, those behind its aliases, and what is wrong with single values. */
export type Composition = {
	readonly root: Node | null;
	readonly targets: ReadonlyMap<Node, Node>;
	readonly findings: readonly Finding[];
};

/** Makes the nodes of a text as the platform's reader does (PyYAML, `parser.py` and `composer.py`). Throws a YamlFault. */
export function compose(scanner: Scanner): Composition {
	const composer: Composer = {scanner, anchors: new Map(), targets: new Map(), findings: [], brackets: [], handles: commonHandles};
	const root = composeDocument(composer);
	return {root, targets: composer.targets, findings: composer.findings};
}

function composeDocument(composer: Composer): Node | null {
	const {scanner} = composer;
	if (isNext(composer, 'end')) return null;
	const root = isNext(composer, 'directive', 'document-start') ? composeExplicit(composer) : composeNode(composer, 0, 'block');
	while (isNext(composer, 'document-end')) next(scanner);
	if (isNext(composer, 'end')) return root;
	takeDirectives(composer);
	const {start, end} = expect(composer, 'document-start', isNext(composer, 'block-map', 'block-list') ? 'indentation' : 'after-end');
	throw new YamlFault('several-documents', start, end);
}

function composeExplicit(composer: Composer): Node {
	const {start, end} = peek(composer.scanner);
	composer.handles = takeDirectives(composer);
	if (!isNext(composer, 'document-start')) throw new YamlFault('directive', start, end);
	next(composer.scanner);
	const isEmpty = isNext(composer, 'directive', 'document-start', 'document-end', 'end');
	return isEmpty ? emptyNode(peek(composer.scanner).start) : composeNode(composer, 0, 'block');
}

function takeDirectives(composer: Composer): Handles {
	const handles = new Map<string, string>();
	let hasVersion = false;
	while (isNext(composer, 'directive')) {
		const {text, rest = '', start, end} = next(composer.scanner);
		if (text === '%YAML') {
			if (hasVersion || !/^0*1\./.test(rest)) throw new YamlFault('yaml-version', start, end);
			hasVersion = true;
		}
		if (text !== '%TAG') continue;
		const [handle = '', prefix = ''] = rest.split(' ');
		if (handles.has(handle)) throw new YamlFault('directive', start, end);
		handles.set(handle, prefix);
	}
	return new Map([...commonHandles, ...handles]);
}
