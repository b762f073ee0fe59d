import {tabFinding, type YamlFinding} from './yaml-problem.ts';
import {tokensOf} from './yaml-tokens.ts';

/** What the platform's reader (PyYAML) refuses before it looks at the structure, and the `yaml` package lets pass: control characters, and tabs between words. */
export function scanText(text: string): YamlFinding | undefined {
	const found = unprintable.exec(text);
	if (found) {
		const code = (text.codePointAt(found.index) ?? 0).toString(16).toUpperCase().padStart(4, '0');
		return {
			code: 'control-character',
			message: `There is a control character here (U+${code}), which YAML does not allow.`,
			hint: 'Delete it.',
			offset: found.index,
			length: 1,
		};
	}
	return text.includes('\t') ? findTab(text) : undefined;
}

const unprintable = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

function findTab(text: string): YamlFinding | undefined {
	let isBlock = false;
	for (const {text: token, offset, isScalar} of tokensOf(text)) {
		const tab = (isScalar && !isBlock) || /^[ \t]+$/.test(token) ? token.indexOf('\t') : -1;
		if (tab >= 0) return tabFinding(offset + tab);
		if (isScalar) isBlock = false;
		else if (/^[|>]/.test(token)) isBlock = true;
	}
	return undefined;
}
