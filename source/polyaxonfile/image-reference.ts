/**
 * What keeps a text from being an image reference, as a sentence, or undefined.
 * The rule is the platform's own (polyaxon-schemas, `validate_image`): no blanks, at most three parts between colons, and of
 * three parts the middle one holds the path after a registry's port.
 */
export function checkImageReference(text: string): string | undefined {
	if (text.trim() === '') return 'The image has no name. Write one as name:tag, such as python:3.12-slim.';
	if (/\s/.test(text)) return `The image ${quote(text)} has a blank in it. Write it as one word: registry/name:tag.`;
	const parts = text.split(':');
	if (parts.length > 3)
		return `The image ${quote(text)} has ${parts.length - 1} colons. Use at most a port and a tag, or a digest without the tag: registry:5000/name@sha256:….`;
	if (parts.some(part => part === '')) return `The image ${quote(text)} has nothing on one side of a colon. Write registry/name:tag.`;
	const middle = parts[1] ?? '';
	if (parts.length === 3 && (!middle.includes('/') || middle.startsWith('/')))
		return `The image ${quote(text)} has two tags. Only a registry's port may have a colon of its own: registry:5000/name:tag.`;
	return undefined;
}

function quote(text: string): string {
	return `"${text}"`;
}
