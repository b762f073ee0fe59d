import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {execPath} from 'node:process';

/** A file and how many lines a second come to it. */
export type Flow = {readonly file: string; readonly rate: number};

const line = `'epoch ' + (n % 97) + ' step ' + n++ + ' loss=0.3121 acc=0.912 ok\\n'`;

/** A process of its own that writes to all files until it is ended, as busy programs do. */
export function startWriter(flows: readonly Flow[]): ChildProcess {
	return start(`
		let n = 0;
		const began = Date.now();
		const flows = ${JSON.stringify(flows)}.map(({file, rate}) => ({file: fs.openSync(file, 'a'), rate, written: 0}));
		setInterval(() => {
			for (const flow of flows) {
				const due = Math.floor((Date.now() - began) / 1000 * flow.rate) - flow.written;
				let text = '';
				for (let i = 0; i < due; i++) text += ${line};
				if (text !== '') fs.writeSync(flow.file, text);
				flow.written += due;
			}
		}, 10);`);
}

/** Writes so many lines to a file as fast as it goes. */
export async function writeAtOnce(file: string, lines: number): Promise<void> {
	const child = start(`
		let n = 0;
		const file = fs.openSync(${JSON.stringify(file)}, 'a');
		for (let left = ${lines}; left > 0; left -= 10000) {
			let text = '';
			for (let i = 0; i < 10000; i++) text += ${line};
			fs.writeSync(file, text);
		}`);
	await once(child, 'exit');
}

const start = (program: string) => spawn(execPath, ['-e', `const fs = require('node:fs');${program}`], {stdio: ['ignore', 'ignore', 'inherit']});
