import {createHash} from 'node:crypto';
import {Readable} from 'node:stream';
import {Header} from 'tar/header';
import {Pax} from 'tar/pax';
import {type ContextEntry, contextFiles} from './context.ts';
import {hashOfContext} from './context-hash.ts';
import {checkLink, closeCodeFile, openCodeFile, readPart, withCodeFile} from './open-code-file.ts';
import type {ImagePlan} from './plan.ts';

/**
 * The context of an image as a tar that is read while it is sent: the same bytes on every machine. `sent` gives the hash of what was sent, as the
 * `contextHash` of `identityOf`. When a file changes meanwhile, both end with a UserError that names it, and the tar is left without its end.
 */
export function contextTar(
	image: ImagePlan,
	codeFolder: string,
	signal: AbortSignal,
): {readonly stream: Readable; readonly sent: Promise<{readonly hash: string}>} {
	const entries = contextFiles(image);
	const digests = new Map<string, string>();
	const stream = Readable.from(piecesOf(entries, codeFolder, digests, signal), {objectMode: false, signal});
	const sent = new Promise<{readonly hash: string}>((resolve, reject) => {
		stream.once('end', () => resolve({hash: hashOfContext(entries, ({path}) => digests.get(path) ?? '')}));
		stream.once('error', reject);
		stream.once('close', () => reject(new Error('The context was not read to its end.')));
	});
	// Who reads the stream has the error from there
	sent.catch(() => {});
	return {stream, sent};
}

async function* piecesOf(entries: readonly ContextEntry[], codeFolder: string, digests: Map<string, string>, signal: AbortSignal): AsyncGenerator<Buffer> {
	for await (const {entry, whole} of readAhead(entries, codeFolder, signal)) {
		switch (entry.type) {
			case 'folder':
				yield headerOf({type: 'Directory', path: `${entry.path}/`, mode: 0o755});
				break;
			case 'link':
				yield headerOf({type: 'SymbolicLink', path: entry.path, linkpath: entry.target, mode: 0o777});
				break;
			case 'text':
				yield textEntry(entry.path, Buffer.from(entry.text));
				break;
			case 'file': {
				if (whole) yield whole.piece;
				digests.set(entry.path, whole?.digest ?? (yield* partsOf(entry, codeFolder)));
			}
		}
	}
	yield Buffer.alloc(2 * blockSize);
}

/** A file in the tar with all that belongs to it, and the hex SHA-256 of its bytes. */
type WholeFile = {readonly piece: Buffer; readonly digest: string};

/** Files up to this size are sent as one piece. */
const partSize = 256 * 1024;
/** So many are read while those before them are sent. */
const mostAhead = 6;

type Ready = {readonly entry: ContextEntry; readonly whole?: WholeFile};

/** The entries in their order, with small files already read: to open one takes longer than to read it. */
async function* readAhead(entries: readonly ContextEntry[], codeFolder: string, signal: AbortSignal): AsyncGenerator<Ready> {
	const read = async (entry: ContextEntry): Promise<Ready> => {
		if (entry.type === 'link') await checkLink(codeFolder, entry.source, entry.target);
		return entry.type === 'file' && entry.size <= partSize ? {entry, whole: await readWhole(entry, codeFolder)} : {entry};
	};
	const ahead: Promise<Ready>[] = [];
	for (const entry of entries) {
		signal.throwIfAborted();
		const next = read(entry);
		// It is waited for in its turn; until then nobody hears of what went wrong
		next.catch(() => {});
		ahead.push(next);
		if (ahead.length > mostAhead) yield await ahead.shift()!;
	}
	for (const next of ahead) yield await next;
}

/** Undefined when the file has become a large one since it was looked at. */
function readWhole(entry: FileEntry, codeFolder: string): Promise<WholeFile | undefined> {
	return withCodeFile(codeFolder, entry.source, async file => {
		if (file.size > partSize) return undefined;
		const header = fileHeader(entry, file.size);
		const end = header.length + file.size;
		const padding = paddingAfter(file.size);
		const piece = Buffer.allocUnsafe(end + padding + 1).fill(0, end);
		header.copy(piece);
		await readPart(file, piece.subarray(header.length, end + 1), 0);
		const digest = createHash('sha256').update(piece.subarray(header.length, end)).digest('hex');
		return {piece: piece.subarray(0, end + padding), digest};
	});
}

const blockSize = 512;

/** Not 1970: the zip files that pip makes of packages know no time before 1980. */
const time = new Date('2000-01-01T00:00:00Z');

type Fields = {
	readonly type: 'File' | 'Directory' | 'SymbolicLink';
	readonly path: string;
	readonly mode: number;
	readonly size?: number;
	readonly linkpath?: string;
};

/** What does not fit into a plain header, such as a long name or one that is not all ASCII, stands in an extended one (pax) before it. */
function headerOf({size = 0, ...fields}: Fields): Buffer {
	const header = new Header({...fields, size, uid: 0, gid: 0, mtime: time});
	header.encode();
	const block = header.block ?? Buffer.alloc(blockSize);
	return header.needPax ? Buffer.concat([new Pax({path: fields.path, linkpath: fields.linkpath, size}).encode(), block]) : block;
}

type FileEntry = ContextEntry & {readonly type: 'file'};

function fileHeader({path, isExecutable}: FileEntry, size: number): Buffer {
	return headerOf({type: 'File', path, mode: isExecutable ? 0o755 : 0o644, size});
}

function textEntry(path: string, text: Buffer): Buffer {
	return Buffer.concat([headerOf({type: 'File', path, mode: 0o644, size: text.length}), text, Buffer.alloc(paddingAfter(text.length))]);
}

/** A large file part by part; returns the hex SHA-256 of its bytes. */
async function* partsOf(entry: FileEntry, codeFolder: string): AsyncGenerator<Buffer, string> {
	const file = await openCodeFile(codeFolder, entry.source);
	try {
		const hash = createHash('sha256');
		yield fileHeader(entry, file.size);
		for (let position = 0; position < file.size; ) {
			const buffer = Buffer.allocUnsafe(Math.min(partSize, file.size - position + 1));
			const part = buffer.subarray(0, await readPart(file, buffer, position));
			position += part.length;
			hash.update(part);
			yield part;
		}
		yield Buffer.alloc(paddingAfter(file.size));
		return hash.digest('hex');
	} finally {
		await closeCodeFile(file);
	}
}

/** Entries begin at whole blocks. */
function paddingAfter(size: number): number {
	return (blockSize - (size % blockSize)) % blockSize;
}
