import {existsSync} from 'node:fs';
import {join} from 'node:path';

/** The file in a run's folder whose existence says that the user asked for the end of the run. */
export function stopRequestFile(runFolder: string): string {
	return join(runFolder, 'requests', 'stop');
}

/** Whether somebody asked for the end of the run. */
export function isStopAskedFor({runFolder}: {readonly runFolder: string}): boolean {
	return existsSync(stopRequestFile(runFolder));
}
