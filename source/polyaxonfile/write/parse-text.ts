import {type PolyaxonDocument, parsePolyaxonfile} from '../document.ts';

/** Reads a text whose file name is not known: what is JSON to the letter is read as JSON, for YAML knows no tabs. */
export function parseText(text: string): PolyaxonDocument {
	return isJson(text) ? parsePolyaxonfile(text, 'polyaxonfile.json') : parsePolyaxonfile(text);
}

function isJson(text: string): boolean {
	// A mapping in braces is what a polyaxonfile in JSON is
	if (!/^\s*\{/.test(text)) return false;
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
