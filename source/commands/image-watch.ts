import {lookUpImage} from '../image/registry.ts';
import {checkImageReference} from '../polyaxonfile/image-reference.ts';
import type {Answers} from '../wizard/answers.ts';
import type {Facts} from '../wizard/facts.ts';

/** What is known of images. */
export type KnownImages = Pick<Facts, 'localImages' | 'missingImages'>;

/** Finds out about the image that is typed. */
export type ImageWatch = {
	/** `tell` hears of everything that becomes known; the returned function ends the asking. */
	start(tell: (known: KnownImages) => void, answers: Answers): () => void;
	/** The answers as they are now. */
	see(answers: Answers): void;
};

/** Typing is over when nothing came for so long; a registry that takes longer than the second says nothing. Milliseconds. */
const usualPause = 400;
const patience = 2000;

type Sources = {
	/** The images of this machine. */
	readonly local: () => Promise<readonly string[]>;
	readonly ask?: typeof lookUpImage;
	readonly pause?: number;
};

/** Asks an image's registry whether it has it, once it is typed. The host engine uses no image, so for it nobody is asked. */
export function createImageWatch({local, ask = lookUpImage, pause = usualPause}: Sources): ImageWatch {
	const controller = new AbortController();
	let tell: (known: KnownImages) => void = () => {};
	let known: KnownImages = {localImages: [], missingImages: []};
	let last: string | undefined;
	let timer: NodeJS.Timeout | undefined;
	const learn = (more: Partial<KnownImages>) => {
		known = {...known, ...more};
		if (!controller.signal.aborted) tell(known);
	};
	const lookUp = async (image: string) => {
		if (known.localImages.includes(image)) return;
		const found = await ask(image, AbortSignal.any([controller.signal, AbortSignal.timeout(patience)]));
		if (found === 'missing') learn({missingImages: [...known.missingImages, image]});
	};
	const see = ({image, engine}: Answers) => {
		if (image === last || engine === 'host') return;
		last = image;
		clearTimeout(timer);
		if (image.includes('{{') || checkImageReference(image) !== undefined || known.missingImages.includes(image)) return;
		timer = setTimeout(() => void lookUp(image), pause);
	};
	return {
		start(listener, answers) {
			tell = listener;
			local().then(
				localImages => learn({localImages}),
				() => {},
			);
			see(answers);
			return () => {
				clearTimeout(timer);
				controller.abort();
			};
		},
		see,
	};
}
