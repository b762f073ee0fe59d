import type {RunEvent} from '../engines/engine.ts';
import {sanitiseLine} from '../terminal/sanitise.ts';
import {type ReadRunOptions, readRun} from './read-run.ts';

export type PlainOptions = ReadRunOptions & {
	/** False: nothing but log lines. True by default. */
	readonly showsEvents?: boolean;
	/** False: log lines without `[run] ` before them. True by default. */
	readonly showsPrefix?: boolean;
};

/**
 * A run as printable lines: what happens, and every log line. Each text that is yielded is one line or several, with newlines between them and
 * none at the end. Ends with the run.
 */
export async function* plainLines(folder: string, signal: AbortSignal, options: PlainOptions = {}): AsyncGenerator<string, void, void> {
	const {showsEvents = true, showsPrefix = true} = options;
	const labels = new Map<string, string>();
	let said: Said = {lines: []};
	for await (const piece of readRun(folder, signal, options)) {
		if (piece.type === 'event') {
			const {event} = piece;
			if (event.type === 'stream-opened') labels.set(event.stream.id, labelOf(event, labels));
			const line = showsEvents ? lineOf(event, labels, said) : undefined;
			if (event.type === 'stage' && line !== undefined) said = {...said, detail: event.detail};
			if (line !== undefined) yield sanitiseLine(line);
			continue;
		}
		const prefix = showsPrefix ? `[${labels.get(piece.stream.id)}] ` : '';
		said = {...said, lines: [...said.lines, ...piece.lines.slice(-remembered)].slice(-remembered)};
		yield piece.lines.map(line => prefix + sanitiseLine(line)).join('\n');
	}
}

/** What was printed just before, and need not be said again: lines of the log, and what the last stage came to. */
type Said = {readonly lines: readonly string[]; readonly detail?: string};

const remembered = 100;

// The stage says most; a second stream of the same stage needs its title.
function labelOf({stream: {id, stage, title}}: RunEvent & {type: 'stream-opened'}, labels: ReadonlyMap<string, string>): string {
	const isTaken = [...labels].some(([other, label]) => other !== id && label === stage);
	return sanitiseLine(labels.get(id) ?? (isTaken ? title : stage));
}

function lineOf(event: RunEvent, labels: ReadonlyMap<string, string>, said: Said): string | undefined {
	switch (event.type) {
		case 'handle':
		case 'log':
		case 'stream-opened':
			return undefined;
		case 'stage':
			return event.state === 'started' ? undefined : `[stage] ${event.stage} ${event.state}${event.detail ? ` (${event.detail})` : ''}`;
		case 'status': {
			const exit = event.exitCode === undefined ? '' : `, exit ${event.exitCode}`;
			const message = event.message === said.detail ? undefined : event.message;
			return `[status] ${event.status}${exit}${event.reason ? ` (${event.reason})` : ''}${message ? `: ${message}` : ''}`;
		}
		case 'stream-state':
			return event.state === 'ended' || event.state === 'live'
				? undefined
				: `[${labels.get(event.streamId)}] ${event.state}${event.detail ? `: ${event.detail}` : ''}`;
		case 'gap':
			return `[${labels.get(event.streamId)}] … ${event.detail}`;
		case 'notice':
			return `[${event.severity === 'warning' ? 'warning' : 'notice'}] ${event.text}`;
		case 'diagnosis': {
			const {title, evidence, hint} = event.diagnosis;
			const isSaid = evidence !== undefined && said.lines.some(line => sanitiseLine(line).startsWith(evidence));
			return `[cause] ${title}${evidence && !isSaid ? ` (${evidence})` : ''}. ${hint}`;
		}
	}
}
