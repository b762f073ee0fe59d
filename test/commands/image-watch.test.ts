import {expect, test, vi} from 'vitest';
import {createImageWatch, type KnownImages} from '../../source/commands/image-watch.ts';
import {emptyAnswers} from '../../source/wizard/answers.ts';

const answersOf = (image: string, engine: 'host' | 'podman' = 'podman') => ({...emptyAnswers, image, engine});

function watch(missing: readonly string[] = []) {
	const asked: string[] = [];
	const told: KnownImages[] = [];
	const images = createImageWatch({
		local: async () => ['own:1'],
		ask: async image => {
			asked.push(image);
			return missing.includes(image) ? 'missing' : 'found';
		},
		pause: 5,
	});
	return {images, asked, told, tell: (known: KnownImages) => void told.push(known)};
}

test('a registry is asked for the image when typing is over, and what it lacks is told', async () => {
	const {images, asked, told, tell} = watch(['python:3.13-slm']);
	const stop = images.start(tell, answersOf('python:3'));
	for (const image of ['python:3.13', 'python:3.13-s', 'python:3.13-slm']) images.see(answersOf(image));
	await vi.waitFor(() => expect(told.at(-1)).toEqual({localImages: ['own:1'], missingImages: ['python:3.13-slm']}));
	expect(asked).toEqual(['python:3.13-slm']);
	stop();
});

test('nobody is asked for an image of this machine, on the host engine, or for what is no image', async () => {
	const {images, asked, told, tell} = watch();
	const stop = images.start(tell, answersOf('own:1'));
	await vi.waitFor(() => expect(told).toHaveLength(1));
	images.see(answersOf('python:3.12', 'host'));
	images.see(answersOf('a b'));
	images.see(answersOf('{{ image }}'));
	images.see(answersOf('own:1'));
	images.see(answersOf('last:1'));
	await vi.waitFor(() => expect(asked).toEqual(['last:1']));
	stop();
});
