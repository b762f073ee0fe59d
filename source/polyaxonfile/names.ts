import {distance} from 'fastest-levenshtein';

/** Words that Jinja2 reads as part of its language, and `self`, which its renderer keeps for itself. */
const reservedWords = new Set(
	'and or not in is if else elif endif for endfor true false none True False None set block extends import include from macro call filter self'.split(' '),
);

/** What is wrong, and what to do about it. */
export type Advice = {readonly message: string; readonly hint?: string};

/** What keeps a text from being the name of an environment variable in any shell (POSIX). */
export function whyNoEnvVarName(name: string): Advice | undefined {
	if (name === '') return {message: 'The variable has no name.', hint: 'Write one, such as DATA_DIR.'};
	if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return undefined;
	if (name.includes('=')) return {message: `The variable name "${name}" has a "=" in it.`, hint: 'Write the name and the value as two texts.'};
	if (/^[0-9]/.test(name)) return {message: `The variable name "${name}" starts with a digit.`, hint: 'Start it with a letter or "_".'};
	return {message: `"${name}" cannot be the name of an environment variable.`, hint: 'Use letters, digits and "_" only.'};
}

/** The same as one text, or undefined. */
export function checkEnvVarName(name: string): string | undefined {
	return sentencesOf(whyNoEnvVarName(name));
}

/** What keeps a declaration's name from being used in `{{ }}`. */
export function whyNoDeclarationName(name: string): Advice | undefined {
	if (name === '') return {message: 'The declaration has no name.', hint: 'Write one, such as lr.'};
	if (reservedWords.has(name)) return {message: `"${name}" is a word of the template language.`, hint: `Choose another name, such as ${name}_value.`};
	if (isIdentifier(name)) return undefined;
	const usable = name.replaceAll(/[^\p{XIDC}]+/gu, '_').replace(/^(?![\p{XIDS}_])/u, '_');
	const reason = name.includes('-') ? 'it would be read as a subtraction' : 'a name has letters, digits and "_" only';
	return {message: `"${name}" cannot be used in {{ }}: ${reason}.`, hint: `Call it ${usable}.`};
}

/** Whether Python takes a text as a name (`str.isidentifier`); Node needs 4 ms to know the letters of all languages. */
function isIdentifier(name: string): boolean {
	return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || (/[^\0-\x7f]/.test(name) && /^[\p{XIDS}_]\p{XIDC}*$/u.test(name));
}

/** The same as one text, or undefined. */
export function checkDeclarationName(name: string): string | undefined {
	return sentencesOf(whyNoDeclarationName(name));
}

/** Advice as one text. */
export function sentencesOf(advice: Advice | undefined): string | undefined {
	return advice && [advice.message, ...(advice.hint === undefined ? [] : [advice.hint])].join(' ');
}

/** What keeps a text from being the name of a secret or config map in Kubernetes (an RFC 1123 subdomain), as a sentence, or undefined. */
export function checkRefName(name: string): string | undefined {
	if (name === '') return 'The reference has no name.';
	if (name.length > 253) return 'The name is longer than the 253 characters that Kubernetes allows.';
	if (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name)) return undefined;
	return `"${name}" cannot be a name in Kubernetes. Use small letters, digits, "-" and ".", with a letter or digit at both ends.`;
}

/** The candidate that a mistyped word most likely means; case, `-` and `_` do not count. Undefined when none is near. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
	const plain = simplify(word);
	let best: {candidate: string; distance: number} | undefined;
	for (const candidate of candidates) {
		if (Math.abs(candidate.length - word.length) > 6) continue;
		const found = distance(plain, simplify(candidate));
		if (!best || found < best.distance) best = {candidate, distance: found};
	}
	return best && isNear(plain, best) ? best.candidate : undefined;
}

/** A word of one or two letters is near to every other such word, so only its case can be wrong. */
function isNear(plain: string, {candidate, distance: far}: {candidate: string; distance: number}): boolean {
	if (plain.length < 3) return far === 0;
	return far <= Math.max(1, Math.floor(plain.length / 3)) || (far === 2 && lettersOf(plain) === lettersOf(simplify(candidate)));
}

/** What to do about a word that is not known: the one that is likely meant, else what `otherwise` makes of those that are known, of many only some. */
export function meantHint(word: string, known: readonly string[], otherwise: (words: string) => string): string {
	const near = nearest(word, known);
	return near === undefined ? otherwise(listWords(word, known)) : `Did you mean ${near}?`;
}

const shownWords = 8;

/** Words in a sentence: of many the ones that have a part in common with `word`, then the first. */
function listWords(word: string, known: readonly string[]): string {
	if (known.length <= shownWords + 1) return known.join(', ');
	const parts = partsOf(word);
	const isAlike = (each: string) => partsOf(each).some(part => parts.some(other => part.includes(other) || other.includes(part)));
	const shown = [...known.filter(isAlike), ...known.filter(each => !isAlike(each))].slice(0, shownWords);
	return `${shown.join(', ')} and ${known.length - shown.length} more`;
}

/** The parts of a name that say something: "docker" and "file" of `docker_file`. */
function partsOf(name: string): readonly string[] {
	return name
		.replaceAll(/([a-z])([A-Z])/g, '$1_$2')
		.toLowerCase()
		.split(/[^a-z0-9]+/)
		.filter(part => part.length > 2);
}

function simplify(word: string): string {
	return word.toLowerCase().replaceAll(/[-_ ]/g, '');
}

/** Two words with the same letters differ by a slip of the fingers: "imgae". */
function lettersOf(word: string): string {
	return [...word].sort().join('');
}
