import {appendFileSync, writeFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {openJournal} from '../../source/runs/journal.ts';
import {openLog} from '../../source/runs/log-reader.ts';
import {logFile} from '../../source/runs/run-folder.ts';
import {createFakeRun, temporaryWorld} from '../helpers/fake-run.ts';

const opened = {at: 1, type: 'stream-opened', stream: {id: 'main', title: 'main', stage: 'run', attempt: 1}, isFile: true} as const;

async function indexedRun(world: Awaited<ReturnType<typeof temporaryWorld>>, text: string | Buffer) {
	const {folder} = await createFakeRun(world);
	writeFileSync(logFile(folder, 'main'), text);
	const journal = await openJournal(folder, () => 5000);
	journal.write(opened);
	journal.indexFiles();
	return {folder, journal, file: logFile(folder, 'main')};
}

test('a log that is not there yet has no lines, and is found when it comes', async () => {
	await using world = await temporaryWorld();
	const {folder} = await createFakeRun(world);
	const log = openLog(folder, 'main');
	expect([log.refresh(), log.lineCount, log.lines(0, 10), log.times(0, 10)]).toEqual([false, 0, [], []]);
	writeFileSync(logFile(folder, 'main'), 'hello');
	expect([log.refresh(), log.lineCount, log.lines(0, 10)]).toEqual([true, 1, ['hello']]);
	log.close();
});

test('a last line without its newline is there at once, and becomes a whole line later', async () => {
	await using world = await temporaryWorld();
	const {folder, journal, file} = await indexedRun(world, 'one\ntw');
	const log = openLog(folder, 'main');
	log.refresh();
	expect([log.lineCount, log.wholeLineCount, log.lines(0, 10)]).toEqual([2, 1, ['one', 'tw']]);
	appendFileSync(file, 'o\nthree\n');
	// Not indexed yet: the line that is known is whole
	expect([log.refresh(), log.lineCount, log.lines(1, 10)]).toEqual([true, 2, ['two']]);
	journal.indexFiles();
	expect([log.refresh(), log.lineCount, log.wholeLineCount, log.lines(0, 10)]).toEqual([true, 3, 3, ['one', 'two', 'three']]);
	expect(log.refresh()).toBe(false);
	expect(log.times(0, 10)).toEqual([5000, 5000, 5000]);
	log.close();
	await journal.close();
});

test('any window of a long log is read as it was written', async () => {
	await using world = await temporaryWorld();
	const lines = Array.from({length: 3000}, (_, line) => `${line} ${'x'.repeat(line % 97)}`);
	const {folder, journal} = await indexedRun(world, `${lines.join('\n')}\n`);
	const log = openLog(folder, 'main');
	log.refresh();
	for (const [from, count] of [
		[0, 1],
		[255, 2],
		[511, 600],
		[2990, 100],
		[1200, 50],
		[3000, 5],
		[0, 3000],
	] as const)
		expect(log.lines(from, count)).toEqual(lines.slice(from, from + count));
	log.close();
	await journal.close();
});

test('a long line is cut between two characters, and says what is missing', async () => {
	await using world = await temporaryWorld();
	const {folder, journal} = await indexedRun(world, `short\n${'☃'.repeat(1000)}\nafter\n${'y'.repeat(200)}`);
	const log = openLog(folder, 'main', {maxBytes: 100});
	log.refresh();
	expect(log.lines(0, 10)).toEqual(['short', `${'☃'.repeat(33)} … +2901 bytes`, 'after', `${'y'.repeat(100)} … +100 bytes`]);
	log.close();
	await journal.close();
});

test('of a progress bar that grew longer than a line may be, its last state is shown', async () => {
	await using world = await temporaryWorld();
	const bar = Array.from({length: 101}, (_, percent) => `\r${percent}% done`).join('');
	const {folder, journal} = await indexedRun(world, `${bar}\n${bar}`);
	const log = openLog(folder, 'main', {maxBytes: 100});
	log.refresh();
	expect(log.lines(0, 2).map(line => line.split('\r').at(-1))).toEqual(['100% done', '100% done']);
	log.close();
	await journal.close();
});

test('carriage returns at the end of a line are part of its end', async () => {
	await using world = await temporaryWorld();
	const {folder, journal} = await indexedRun(world, 'a\r\n\r\nb\rc\r\nd\r');
	const log = openLog(folder, 'main');
	log.refresh();
	expect(log.lines(0, 9)).toEqual(['a', '', 'b\rc', 'd']);
	log.close();
	await journal.close();
});

test('lines can be counted out by their bytes, at least one', async () => {
	await using world = await temporaryWorld();
	const {folder, journal} = await indexedRun(world, `${'x'.repeat(50)}\na\nb\n${'y'.repeat(50)}\n`);
	const log = openLog(folder, 'main');
	log.refresh();
	expect([log.countWithin(0, 9, 10), log.countWithin(1, 9, 10), log.countWithin(0, 9, 1000), log.countWithin(0, 2, 1000), log.countWithin(4, 9, 10)]).toEqual([
		1, 2, 4, 2, 0,
	]);
	log.close();
	await journal.close();
});
