import {execa} from 'execa';
import {noBash} from '../../command-script.ts';
import {findProgram} from '../../processes/find-program.ts';
import type {Drive} from '../drive-context.ts';
import {toolEnv} from '../run-tool.ts';
import {followFile} from './follow-file.ts';
import {createK8sFileParser} from './k8s-file.ts';
import {createLineJoiner, type LineJoiner, type LogBytes} from './line-joiner.ts';
import type {Piece} from './piece.ts';
import {createStampedLinesParser} from './stamped-lines.ts';

/** The output of one container, from its beginning, however often it has to be read again. */
export type ContainerLog = {
	/** Reads the engine's own file until `isOver`, and then to its end. */
	followFile(path: string, isOver: () => boolean | Promise<boolean>): AsyncGenerator<LogBytes>;
	/** Reads what `logs` prints; with `follow` until the engine says that there is no more. */
	readCommand(follow: boolean): AsyncGenerator<LogBytes>;
	/** What is left of a last line without its newline. */
	end(): LogBytes | undefined;
	/** Why `logs` failed, once. */
	takeComplaint(): string | undefined;
	/** Whether the container has said that it has no bash. */
	lacksBash(): boolean;
};

/** `known`: bytes of the stream that are in the journal already, and do not come again. */
export function createContainerLog(drive: Drive, known: number): ContainerLog {
	let joiner = createLineJoiner(known);
	let given = known;
	let lacksBash = false;
	let complaint: string | undefined;

	const toPieces = (target: LineJoiner) => {
		let isFirst = true;
		return (piece: Piece) => {
			const isSaying = isFirst && !piece.isPart && piece.text.equals(saying);
			isFirst = false;
			if (isSaying) lacksBash = true;
			else target.push(piece);
		};
	};

	function* news(): Generator<LogBytes> {
		const bytes = joiner.take();
		if (!bytes) return;
		given += bytes.bytes.length;
		yield bytes;
	}

	return {
		async *followFile(path, isOver) {
			// From the beginning: what was given is counted, and left out
			joiner = createLineJoiner(given);
			const parser = createK8sFileParser(toPieces(joiner));
			for await (const bytes of followFile(path, isOver, drive.signal)) {
				parser.push(bytes);
				yield* news();
			}
			parser.end();
			yield* news();
		},
		async *readCommand(follow) {
			joiner = createLineJoiner(given);
			let message = 'it did not say why';
			let isWhole = false;
			const parser = createStampedLinesParser(toPieces(joiner), line => {
				message = line.trim() || message;
			});
			const reading = output(drive, ['logs', ...(follow ? ['-f'] : []), '-t', drive.plan.container]);
			for (let part = await reading.next(); ; part = await reading.next()) {
				if (part.done) {
					isWhole = part.value;
					break;
				}
				parser.push(part.value);
				yield* news();
			}
			parser.end();
			if (!isWhole) complaint = message;
			yield* news();
		},
		end() {
			joiner.end();
			return joiner.take();
		},
		takeComplaint() {
			const taken = complaint;
			complaint = undefined;
			return taken;
		},
		lacksBash: () => lacksBash,
	};
}

const saying = Buffer.from(noBash);

/** Both outputs of a command by one pipe, so that their order stays that of the engine. Says whether the command ended well; throws when aborted. */
async function* output({world, tool, signal}: Drive, args: readonly string[]): AsyncGenerator<Buffer, boolean> {
	const program = findProgram(world, tool.name);
	if (program === undefined) return false;
	const child = execa('/bin/sh', ['-c', 'exec "$0" "$@" 2>&1', program, ...args], {
		env: toolEnv(world),
		extendEnv: false,
		cwd: '/',
		stdin: 'ignore',
		stderr: 'ignore',
		buffer: false,
		encoding: 'buffer',
		reject: false,
		cancelSignal: signal,
		forceKillAfterDelay: 1000,
	});
	for await (const bytes of child.stdout) yield Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes);
	const {failed} = await child;
	signal.throwIfAborted();
	return !failed;
}
