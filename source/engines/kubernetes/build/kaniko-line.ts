/** What one line of kaniko's container says. `before`: what a step had printed without a newline when kaniko wrote on behind it. */
export type KanikoLine =
	/** Kaniko's own words. */
	| {readonly type: 'message'; readonly text: string; readonly before: string}
	/** Its last words: why it ends. */
	| {readonly type: 'fault'; readonly text: string; readonly before: string}
	/** Printed by a step. */
	| {readonly type: 'output'; readonly text: string};

/** logrus' TextFormatter, which `--log-format=text` of kaniko means. */
const message = /time="\d{4}-[^"]*" level=\w+ msg=(?:("(?:[^"\\]|\\.)*")|([^"\s]\S*))$/;
/** cmd/executor/cmd/root.go of kaniko: it ends with these, without the rest of a log line. */
const fault = /error (?:building image|pushing image|checking push permissions|resolving|creating)\b.*$/;

/** Reads one line of kaniko v1.24 and its successors with `--log-format=text`. */
export function readKanikoLine(line: string): KanikoLine {
	const said = message.exec(line);
	if (said) return {type: 'message', text: said[1] === undefined ? (said[2] ?? '') : unquote(said[1]), before: line.slice(0, said.index)};
	const last = fault.exec(line);
	return last ? {type: 'fault', text: last[0], before: line.slice(0, last.index)} : {type: 'output', text: line};
}

/** What Go's %q made of a text; it knows a few escapes more than JSON. */
function unquote(quoted: string): string {
	const json = quoted.replace(/\\(?:x([0-9a-f]{2})|([av])|U([0-9a-f]{8})|.)/g, (all, byte: string, letter: string) =>
		byte !== undefined ? `\\u00${byte}` : letter !== undefined ? ' ' : all.startsWith('\\U') ? '\\ufffd' : all,
	);
	try {
		return String(JSON.parse(json));
	} catch {
		return quoted.slice(1, -1);
	}
}
