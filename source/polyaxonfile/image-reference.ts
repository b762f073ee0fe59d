import {type Advice, sentencesOf} from './names.ts';

/**
 * The images that the platform took (polyaxon-schemas, `validate_image`): no blanks, at most three parts between colons, and of three parts the middle
 * one holds the path after a registry's port. It also took a tab, and nothing on one side of a colon, which no engine takes. No text at all is no image.
 */
export const imagePattern = /^(?:[^\s:]+(?::[^\s:]+|:[^\s:/][^\s:]*\/[^\s:]*:[^\s:]+)?)?$/;

/** Why a text that does not match the pattern is no image. */
export function whyNoImage(text: string): Advice {
	const whole = {hint: 'Write it as one word: registry/name:tag.'};
	if (text.trim() === '') return {message: 'The image has no name.', hint: 'Write one as name:tag, such as python:3.12-slim.'};
	if (/\n/.test(text)) return {message: 'The image has more than one line.', ...whole};
	if (/\s/.test(text)) return {message: `The image "${text}" has a blank in it.`, ...whole};
	const parts = text.split(':');
	if (parts.length > 3)
		return {
			message: `The image "${text}" has ${parts.length - 1} colons.`,
			hint: 'Use at most a port and a tag, or a digest without the tag: registry:5000/name@sha256:….',
		};
	if (parts.includes('')) return {message: `The image "${text}" has nothing on one side of a colon.`, hint: 'Write registry/name:tag.'};
	return {message: `The image "${text}" has two tags.`, hint: "Only a registry's port may have a colon of its own: registry:5000/name:tag."};
}

/** What keeps a text from being an image, as a sentence, or undefined. */
export function checkImageReference(text: string): string | undefined {
	return text !== '' && imagePattern.test(text) ? undefined : sentencesOf(whyNoImage(text));
}
