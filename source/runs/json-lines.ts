import type {RunEvent} from '../engines/engine.ts';
import {toJsonText} from '../terminal/json-text.ts';
import {type ReadRunOptions, readRun} from './read-run.ts';
import {isDone} from './run-state.ts';

/**
 * A run as JSON, one object a line with a `type`: status, stage, stream, stream-state, log, gap, notice, diagnosis, and at last end.
 * `time` is in milliseconds since 1970; `line` counts from 1. Text is read as UTF-8, a line without the carriage returns at its end, and made printable by JSON's own escapes only. Each text that is
 * yielded is one line or several, with newlines between them and none at the end. Ends with the run.
 */
export async function* jsonLines(folder: string, signal: AbortSignal, options: ReadRunOptions = {}): AsyncGenerator<string, void, void> {
	for await (const piece of readRun(folder, signal, options)) {
		if (piece.type === 'event') {
			const objects = objectsOf(piece.event);
			if (objects.length > 0) yield objects.map(toJsonText).join('\n');
			continue;
		}
		const {stream, first, lines, times} = piece;
		const name = toJsonText(stream.id);
		yield lines
			.map((text, index) => `{"type":"log","time":${times[index]},"stream":${name},"line":${first + index + 1},"text":${toJsonText(text)}}`)
			.join('\n');
	}
}

function objectsOf(event: RunEvent): readonly object[] {
	const {at: time, ...facts} = event;
	switch (facts.type) {
		case 'handle':
		case 'log':
			return [];
		case 'stage':
		case 'notice':
			return [{time, ...facts}];
		case 'stream-opened':
			return [{type: 'stream', time, stream: facts.stream.id, title: facts.stream.title, stage: facts.stream.stage, attempt: facts.stream.attempt}];
		case 'stream-state':
			return [{type: 'stream-state', time, stream: facts.streamId, state: facts.state, detail: facts.detail, exitCode: facts.exitCode}];
		case 'gap':
			return [{type: 'gap', time, stream: facts.streamId, detail: facts.detail}];
		case 'diagnosis':
			return [{type: 'diagnosis', time, ...facts.diagnosis}];
		case 'status':
			return isDone(facts.status)
				? [
						{time, ...facts},
						{type: 'end', time, status: facts.status, exitCode: facts.exitCode},
					]
				: [{time, ...facts}];
	}
}
