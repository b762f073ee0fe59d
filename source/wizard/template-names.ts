import {cutTemplate} from '../polyaxonfile/template/syntax/lexer.ts';
import {namesInTokens, ownNames} from '../polyaxonfile/template/syntax/token-names.ts';

/** A name that a template asks for. */
export type TemplateName = {readonly name: string /** Where it starts in the text, UTF-16 units. */; readonly at: number};

/** The names that a text takes from the declarations, in order, each once. Names that the template itself makes (loops, `set`) are not among them. */
export function templateNames(text: string): readonly TemplateName[] {
	// What is not ended yet is being written
	const pieces = cutTemplate(text).pieces.flatMap(piece => (piece.type === 'text' || piece.error ? [] : [piece]));
	const own = new Set([...everyTemplateHas, ...pieces.flatMap(({type, tokens}) => (type === 'statement' ? ownNames(tokens) : []))]);
	const found = new Map<string, TemplateName>();
	for (const {type, tokens} of pieces)
		for (const {name, start} of namesInTokens(type === 'statement' ? tokens.slice(1) : tokens))
			if (!own.has(name) && !found.has(name)) found.set(name, {name, at: start});
	return [...found.values()];
}

const everyTemplateHas = 'loop range dict lipsum cycler joiner namespace self super caller varargs kwargs'.split(' ');
