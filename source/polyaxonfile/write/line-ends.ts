import {diffArrays} from 'diff';

/** A text with the line ends of another that it was made from: each line that is still there keeps its own, new ones get those of most. */
export function withLineEndsOf(before: string, text: string): string {
	const windows = before.split('\r\n').length - 1;
	if (windows === 0) return text;
	const all = before.split('\n').length - 1;
	if (windows === all) return text.replaceAll('\n', '\r\n');
	const usual = windows * 2 > all ? '\r\n' : '\n';
	const lines = linesOf(before);
	let at = 0;
	return diffArrays(lines.map(withPlainEnd), [...linesOf(text)])
		.flatMap(({value, added, removed}) => {
			if (added) return value.map(line => line.replace(/\n$/, usual));
			at += value.length;
			return removed ? [] : lines.slice(at - value.length, at);
		})
		.join('');
}

function linesOf(text: string): readonly string[] {
	return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function withPlainEnd(line: string): string {
	return line.replace(/\r\n$/, '\n');
}
