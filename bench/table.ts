/** One measured figure. `baseline` and `ratio` compare it with something measured in the same run, on the same machine. */
export type Row = {
	readonly figure: string;
	readonly value: string;
	readonly baseline?: string;
	readonly ratio?: string;
	readonly bar: string;
	readonly isMet: boolean;
};

/** The rows as an aligned table, with a mark at those that miss their bar. */
export function printTable(rows: readonly Row[]): string {
	const head = ['figure', 'measured', 'baseline', 'ratio', 'bar', ''];
	const cells = rows.map(({figure, value, baseline = '', ratio = '', bar, isMet}) => [figure, value, baseline, ratio, bar, isMet ? 'met' : 'MISSED']);
	const widths = head.map((title, column) => Math.max(title.length, ...cells.map(row => row[column]!.length)));
	const lineOf = (row: readonly string[]) =>
		row
			.map((cell, column) => cell.padEnd(widths[column]!))
			.join('  ')
			.trimEnd();
	return `${[head, widths.map(width => '─'.repeat(width)), ...cells].map(lineOf).join('\n')}\n`;
}
