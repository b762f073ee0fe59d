import {readdirSync, readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {kinds} from '../../../source/polyaxonfile/rules/kind.ts';
import {fileRule} from '../../../source/polyaxonfile/rules/sections.ts';
import {mutate} from '../../helpers/mutate.ts';
import {createRandom} from '../../helpers/random.ts';
import {judged} from './judged.ts';
import {valueFor} from './random-values.ts';
import {errorsOf, refused} from './schema.ts';

test('the schema refuses nothing that check takes, whatever was changed in a file', {timeout: 120_000}, () => {
	const random = createRandom(Number(process.env.FUZZ_SEED ?? 7));
	const folder = new URL('../../fixtures/polyaxonfile/kinds/', import.meta.url);
	const texts = [...readdirSync(folder).map(name => readFileSync(new URL(name, folder), 'utf8')), ...judged.map(({text}) => text)];
	const counts = {taken: 0, refused: 0, missed: 0};
	const wrong: string[] = [];
	for (const text of [...texts, ...Array.from({length: Number(process.env.FUZZ ?? 600)}, () => mutate(random.pick(texts), texts, random))]) {
		const errors = errorsOf(text);
		if (!errors) continue;
		const places = refused(text);
		if (errors.length === 0 && places.length > 0) wrong.push(`${places.join(' ')}\n${text}`);
		counts[places.length > 0 ? 'refused' : errors.length === 0 ? 'taken' : 'missed']++;
	}
	console.log(`changed files: ${counts.taken} taken, ${counts.refused} refused, ${counts.missed} taken that check refuses`);
	expect(wrong).toEqual([]);
	expect(counts.refused).toBeGreaterThan(counts.missed);
});

test('the schema refuses nothing that check takes, whatever stands at a key', {timeout: 120_000}, () => {
	const random = createRandom(Number(process.env.FUZZ_SEED ?? 5));
	const counts = {taken: 0, refused: 0, missed: 0};
	const wrong: string[] = [];
	for (let round = 0; round < Number(process.env.FUZZ ?? 600); round++) {
		const kind = random.pick(kinds);
		const text = JSON.stringify({...(valueFor(fileRule(kind), random) as object | null), version: 1, kind});
		const errors = errorsOf(text);
		if (!errors) continue;
		const places = refused(text);
		if (errors.length === 0 && places.length > 0) wrong.push(`${places.join(' ')}\n${text}`);
		counts[places.length > 0 ? 'refused' : errors.length === 0 ? 'taken' : 'missed']++;
	}
	console.log(`made-up files: ${counts.taken} taken, ${counts.refused} refused, ${counts.missed} taken that check refuses`);
	expect(wrong).toEqual([]);
	expect(counts.taken).toBeGreaterThan(20);
	expect(counts.refused).toBeGreaterThan(counts.missed);
});
