import {createInterface} from 'node:readline/promises';
import {sanitiseLine} from '../terminal/sanitise.ts';
import type {World} from '../world.ts';

/** Asks a question on one line of a terminal. Everything but yes is no, also the end of the input. */
export async function confirmOnLine(world: World, question: string): Promise<boolean> {
	const line = createInterface({input: world.stdin, output: world.stdout, terminal: true});
	try {
		const ended = new Promise<string>(resolve => line.once('close', () => resolve('')));
		const answer = await Promise.race([line.question(`${sanitiseLine(question)} [y/N] `), ended]);
		return /^y(?:es)?$/i.test(answer.trim());
	} finally {
		line.close();
	}
}
