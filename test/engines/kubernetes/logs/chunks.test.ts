import {PassThrough} from 'node:stream';
import {expect, test} from 'vitest';
import {bytesOf, chunksOf, held} from '../../../../source/engines/kubernetes/logs/chunks.ts';

async function all(chunks: AsyncIterable<Buffer | 'idle'>, most = 10): Promise<string[]> {
	const texts: string[] = [];
	for await (const chunk of chunks) if (texts.push(chunk.toString()) === most) break;
	return texts;
}

test('what comes together is one piece, and silence is said', async () => {
	const stream = new PassThrough();
	for (let line = 0; line < 500; line++) stream.write('line\n');
	expect(await all(chunksOf(stream, 10), 2)).toEqual(['line\n'.repeat(500), 'idle']);
	expect(stream.destroyed).toBe(true);
});

test('an error comes behind the bytes before it, also when it was there before anybody listened', async () => {
	const early = held(new PassThrough());
	early.destroy(new Error('cut'));
	await new Promise(resolve => early.once('close', resolve));
	await expect(all(chunksOf(early, 1000))).rejects.toThrow('cut');
	const late = new PassThrough();
	late.write('a');
	const chunks = chunksOf(late, 1000);
	expect((await chunks.next()).value?.toString()).toBe('a');
	late.destroy(new Error('cut'));
	await expect(chunks.next()).rejects.toThrow('cut');
});

test('an answer that stops in the middle is given up', async () => {
	const stream = new PassThrough();
	stream.write('a');
	await expect(all(bytesOf(stream, 10))).rejects.toThrow('The answer stopped coming in the middle.');
});
