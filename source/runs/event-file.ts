import {closeSync, readSync} from 'node:fs';
import type {RunEvent} from '../engines/engine.ts';
import {openIfThere} from './open-if-there.ts';
import {eventsFile, isStreamId} from './run-folder.ts';

/** Reads events.jsonl as it grows. */
export type EventReader = {
	/** The events that were recorded since the last call. A torn last line waits for its newline; a line that is no event is left out. */
	read(): readonly RunEvent[];
	close(): void;
};

/** Starts before the first event; the file need not be there yet. */
export function openEvents(folder: string): EventReader {
	let file: number | undefined;
	let position = 0;
	let torn = Buffer.alloc(0);
	const chunk = Buffer.allocUnsafe(65_536);
	return {
		read() {
			file ??= openIfThere(eventsFile(folder));
			if (file === undefined) return [];
			const events: RunEvent[] = [];
			for (let length: number; (length = readSync(file, chunk, 0, chunk.length, position)) > 0; ) {
				position += length;
				torn = Buffer.concat([torn, chunk.subarray(0, length)]);
				const end = torn.lastIndexOf(10) + 1;
				for (const line of torn.toString('utf8', 0, end).split('\n')) {
					const event = parseEvent(line);
					if (event) events.push(event);
				}
				torn = torn.subarray(end);
			}
			return events;
		},
		close() {
			if (file !== undefined) closeSync(file);
			file = undefined;
		},
	};
}

/** All events that were recorded so far. */
export function readEvents(folder: string): readonly RunEvent[] {
	const reader = openEvents(folder);
	try {
		return reader.read();
	} finally {
		reader.close();
	}
}

/** The event in a line of events.jsonl, or undefined when it is none: a line can be torn by a killed writer or by a hand. */
export function parseEvent(line: string): RunEvent | undefined {
	if (line === '') return undefined;
	try {
		const value: unknown = JSON.parse(line);
		return isEvent(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

type RecordedType = Exclude<RunEvent['type'], 'log'>;

const shapes: Readonly<Record<RecordedType, Readonly<Record<string, 'string' | 'object'>>>> = {
	handle: {handle: 'object'},
	stage: {stage: 'string', state: 'string'},
	status: {status: 'string'},
	'stream-opened': {stream: 'object'},
	'stream-state': {streamId: 'string', state: 'string'},
	gap: {streamId: 'string', detail: 'string'},
	notice: {severity: 'string', text: 'string'},
	diagnosis: {diagnosis: 'object'},
};

function isEvent(value: unknown): value is RunEvent {
	if (!isObject(value) || typeof value.at !== 'number' || typeof value.type !== 'string' || !Object.hasOwn(shapes, value.type)) return false;
	const shape = shapes[value.type as RecordedType];
	if (!Object.entries(shape).every(([name, type]) => typeof value[name] === type && value[name] !== null)) return false;
	if (isObject(value.stream)) return typeof value.stream.id === 'string' && isStreamId(value.stream.id) && typeof value.stream.title === 'string';
	if (isObject(value.diagnosis)) return typeof value.diagnosis.title === 'string' && typeof value.diagnosis.hint === 'string';
	return true;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}
