import {readdirSync, readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {checkPolyaxonfile} from '../../source/polyaxonfile/check-file.ts';
import {printProblems} from '../../source/polyaxonfile/print.ts';
import {mutate} from '../helpers/mutate.ts';
import {plainStyle} from '../helpers/plain-style.ts';
import {createRandom} from '../helpers/random.ts';

const folder = new URL('../fixtures/polyaxonfile/kinds/', import.meta.url);
const files = readdirSync(folder).map(name => ({name, text: readFileSync(new URL(name, folder), 'utf8')}));
/** Many more can be asked for. */
const rounds = Number(process.env.FUZZ ?? 400);

test('there is a file of every kind, and nothing is wrong with any', () => {
	for (const {name, text} of files) {
		const {rendered, problems} = checkPolyaxonfile(text, {file: name});
		expect(
			problems.filter(({severity, code}) => severity === 'error' || code !== 'not-used-here').map(({message}) => message),
			name,
		).toEqual([]);
		expect(rendered, name).toBeDefined();
	}
	expect(new Set(files.map(({text, name}) => checkPolyaxonfile(text, {file: name}).specification?.kind)).size).toBe(7);
});

test('a file that was changed in any way has problems with places in it, or none', {timeout: 20_000 + rounds * 20}, () => {
	const random = createRandom(Number(process.env.FUZZ_SEED ?? 31));
	const texts = files.map(({text}) => text);
	let valid = 0;
	let slowest = {time: 0, text: ''};
	for (let round = 0; round < rounds; round++) {
		const {name, text} = random.pick(files);
		const changed = mutate(text, texts, random);
		const start = performance.now();
		const {rendered, problems, document} = checkPolyaxonfile(changed, {file: name});
		const time = performance.now() - start;
		if (time > slowest.time) slowest = {time, text: changed};
		if (rendered) valid++;
		const lines = document.text.split(/\r\n|\r|\n/).length;
		for (const {line = 0, column = 0, message} of problems) {
			expect(line >= 1 && line <= lines && column >= 1 && message.length > 0, `${message} at ${line}:${column}\n${changed}`).toBe(true);
		}
		expect(rendered !== undefined || problems.some(({severity}) => severity === 'error'), changed).toBe(true);
		expect(printProblems(problems, {source: document.text, style: plainStyle})).not.toMatch(/[^\n\P{Cc}]/u);
	}
	if (process.env.FUZZ) console.log(`${rounds} files, ${valid} valid, the slowest ${Math.round(slowest.time)} ms:\n${slowest.text}`);
	expect(valid).toBeGreaterThan(rounds / 20);
	expect(valid).toBeLessThan(rounds);
});
