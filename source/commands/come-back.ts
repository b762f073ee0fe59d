import type {RunId} from '../engines/engine.ts';

/** The commands for a run that goes on without this terminal. */
export function comeBackLines(runId: RunId): string {
	return `  come back   polyaxon-tui attach ${runId}\n  stop        polyaxon-tui stop ${runId}\n  logs        polyaxon-tui logs ${runId}\n`;
}
