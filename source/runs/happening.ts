import type {RunEvent} from '../engines/engine.ts';
import type {RunState} from './run-state.ts';

/** What a row of the events pane says of an event, or undefined when it is not worth a row. Not yet printable. */
export function happeningOf(state: RunState, event: RunEvent): string | undefined {
	switch (event.type) {
		case 'handle':
		case 'log':
			return undefined;
		case 'stage':
			return `${event.stage} ${event.state}${inBrackets(event.detail)}`;
		case 'status':
			return `status ${event.status}${inBrackets(event.reason)}${event.message ? `: ${event.message}` : ''}`;
		case 'stream-opened':
			return undefined;
		case 'stream-state':
			return `${titleOf(state, event.streamId)} ${event.state}${event.exitCode === undefined ? '' : `, exit ${event.exitCode}`}${inBrackets(event.detail)}`;
		case 'gap':
			return `${titleOf(state, event.streamId)}: ${event.detail}`;
		case 'notice':
			return event.text;
		case 'diagnosis':
			return `cause: ${event.diagnosis.title}`;
	}
}

function titleOf(state: RunState, streamId: string): string {
	return state.streams.find(({id}) => id === streamId)?.title ?? streamId;
}

function inBrackets(text: string | undefined): string {
	return text ? ` (${text})` : '';
}
