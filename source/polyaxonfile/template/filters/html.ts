import {escapeHtml, unescapeHtml} from '../python/escape-html.ts';
import {missingError} from '../python/missing.ts';
import {printPython} from '../python/print.ts';
import {blank, splitText} from '../python/python-text.ts';
import type {Filter, Tools} from '../python/tools.ts';
import {isDict, isMarkup, isMissing, numberOf, type Python, truthOf, typeName, wrong} from '../python/values.ts';

/** Filters for HTML pages, which a command line hardly needs. */
export const htmlFilters: Readonly<Record<string, Filter>> = {
	striptags: {
		parameters: [],
		run: (value, _given, {spend}) => {
			const text = printPython(value, spend);
			spend(text.length / 10);
			return unescapeHtml(splitText(withoutTags(text), undefined, -1).join(' '));
		},
	},
	xmlattr: {
		parameters: ['autospace?'],
		run: (value, [hasSpace = true], tools) => {
			if (isMissing(value)) throw missingError(value);
			if (!isDict(value)) throw wrong(`"xmlattr" takes a dict, not ${typeName(value)}.`, 'Write {"name": value} | xmlattr.');
			const parts = [...value.entries.values()]
				.filter(([, inner]) => inner !== null && !isMissing(inner))
				.map(([key, inner]) => `${escaped(key, tools)}="${escaped(inner, tools)}"`);
			return (truthOf(hasSpace) && parts.length > 0 ? ' ' : '') + parts.join(' ');
		},
	},
	urlize: {
		parameters: ['trim_url_limit?', 'nofollow?', 'target?', 'rel?'],
		run: (value, [limit = null, nofollow = false, target = null, rel = null], tools) => {
			const words = new Set(splitText(truthOf(rel) ? printPython(rel, tools.spend) : '', undefined, -1));
			if (truthOf(nofollow)) words.add('nofollow');
			words.add('noopener');
			const most = numberOf(limit);
			const attributes = ` rel="${escapeHtml([...words].sort().join(' '))}"${truthOf(target) ? ` target="${escaped(target, tools)}"` : ''}`;
			return urlize(escaped(value, tools), most === undefined ? undefined : Number(most), attributes);
		},
	},
};

const escaped = (value: Python, {spend}: Tools) => (isMarkup(value) ? value.text : escapeHtml(printPython(value, spend)));

function withoutTags(text: string): string {
	return without(without(text, '<!--', '-->'), '<', '>');
}

function without(text: string, open: string, close: string): string {
	let result = '';
	let at = 0;
	for (;;) {
		const start = text.indexOf(open, at);
		const end = start < 0 ? -1 : text.indexOf(close, start);
		if (end < 0) return result + text.slice(at);
		result += text.slice(at, start);
		at = end + close.length;
	}
}

const splitter = new RegExp(`(${blank}+)`);

function urlize(text: string, limit: number | undefined, attributes: string): string {
	return text
		.split(splitter)
		.map(word => link(word, limit, attributes))
		.join('');
}

function link(word: string, limit: number | undefined, attributes: string): string {
	const [, lead = '', rest = ''] = /^((?:\(|<|&lt;)*)([\s\S]*)$/.exec(word) ?? [];
	let end = rest.length;
	while (end > 0 && /^(?:[.,)>\n]|&gt;)$/.test(rest.slice(end - (rest.endsWith('&gt;', end) ? 4 : 1), end))) end -= rest.endsWith('&gt;', end) ? 4 : 1;
	return lead + linked(rest.slice(0, end), limit, attributes) + rest.slice(end);
}

function linked(url: string, limit: number | undefined, attributes: string): string {
	const shown = limit === undefined ? url : url.slice(0, limit) + (url.length >= limit ? '...' : '');
	const isBare = url.startsWith('www.') || (!url.includes('@') && !/^https?:\/\//.test(url) && /^[a-zA-Z0-9].*\.(?:org|net|com)$/s.test(url));
	if (isBare) return `<a href="http://${url}"${attributes}>${shown}</a>`;
	if (/^https?:\/\//.test(url)) return `<a href="${url}"${attributes}>${shown}</a>`;
	return !url.includes(':') && /^\S+@[a-zA-Z0-9._-]+\.[a-zA-Z0-9._-]+$/.test(url) ? `<a href="mailto:${url}">${url}</a>` : url;
}
