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
	for await (const piece of readRun(folder, signal, options)) {
		if (piece.type === 'event') {
			const {event} = piece;
			if (event.type === 'stream-opened') labels.set(event.stream.id, labelOf(event, labels));
			const line = showsEvents ? lineOf(event, labels) : undefined;
			if (line !== undefined) yield sanitiseLine(line);
			continue;
		}
		const prefix = showsPrefix ? `[${labels.get(piece.stream.id)}] ` : '';
		yield piece.lines.map(line => prefix + sanitiseLine(line)).join('\n');
	}
}

// The stage says most; a second stream of the same stage needs its title.
function labelOf({stream: {id, stage, title}}: RunEvent & {type: 'stream-opened'}, labels: ReadonlyMap<string, string>): string {
	const isTaken = [...labels].some(([other, label]) => other !== id && label === stage);
	return sanitiseLine(labels.get(id) ?? (isTaken ? title : stage));
}

function lineOf(event: RunEvent, labels: ReadonlyMap<string, string>): string | undefined {
	switch (event.type) {
		case 'handle':
		case 'log':
		case 'stream-opened':
			return undefined;
		case 'stage':
			return event.state === 'started' ? undefined : `[stage] ${event.stage} ${event.state}${event.detail ? ` (${event.detail})` : ''}`;
		case 'status': {
			const exit = event.exitCode === undefined ? '' : `, exit ${event.exitCode}`;
			return `[status] ${event.status}${exit}${event.reason ? ` (${event.reason})` : ''}${event.message ? `: ${event.message}` : ''}`;
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
			return `[cause] ${title}${evidence ? ` (${evidence})` : ''}. ${hint}`;
		}
	}
}
