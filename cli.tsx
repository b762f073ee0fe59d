#!/usr/bin/env node
import {fileURLToPath} from 'node:url';
import {CommanderError} from 'commander';
import {version} from './package.json';
import {messageOf} from './source/commands/message-of.ts';
import {createProgram} from './source/commands/program.ts';
import type {World} from './source/world.ts';

process.exitCode = await main();
endOutput();

/** Runs the command that the arguments name; the exit code: 0 done, 1 the run failed, 2 wrong usage or input, 130 interrupted. */
async function main(): Promise<number> {
	for (const stream of [process.stdout, process.stderr]) stream.on('error', endSilently);
	let exitCode = 0;
	try {
		const world = createWorld();
		const isBare = process.argv.length === 2;
		const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
		const args = isBare ? [isTerminal ? 'init' : '--help'] : process.argv.slice(2);
		await createProgram(world, version, code => {
			exitCode = code;
		}).parseAsync(args, {from: 'user'});
		return exitCode;
	} catch (error) {
		if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
		const {message, code} = messageOf(error);
		process.stderr.write(`${message}\n`);
		return code;
	}
}

function createWorld(): World {
	return {
		cwd: process.cwd(),
		env: process.env,
		platform: process.platform,
		stdin: process.stdin,
		stdout: process.stdout,
		stderr: process.stderr,
		now: Date.now,
		self: [process.execPath, fileURLToPath(import.meta.url)],
	};
}

/** Whoever read our output has gone (`| head`, a closed terminal): nothing is left to say. */
function endSilently(error: NodeJS.ErrnoException): void {
	if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
	process.exit();
}

/** An open stdin or a watched file must not keep a finished command alive; what was written is written first. */
function endOutput(): void {
	process.stdout.write('', () => process.stderr.write('', () => process.exit()));
}
