import {distance} from 'fastest-levenshtein';

/** Words that Jinja2 reads as part of its language, and `self`, which its renderer keeps for itself. */
const reservedWords = new Set(
	'and or not in is if else elif endif for endfor true false none True False None set block extends import include from macro call filter self'.split(' '),
);

/** What keeps a text from being the name of an environment variable in any shell (POSIX), as a sentence, or undefined. */
export function checkEnvVarName(name: string): string | undefined {
	if (name === '') return 'The variable has no name. Write one, such as DATA_DIR.';
	if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return undefined;
	if (name.includes('=')) return `The variable name "${name}" has a "=" in it. Write the name and the value as two texts.`;
	if (/^[0-9]/.test(name)) return `The variable name "${name}" starts with a digit. Start it with a letter or "_".`;
	return `"${name}" cannot be the name of an environment variable. Use letters, digits and "_" only.`;
}

/** What keeps a declaration's name from being used in `{{ }}`, as a sentence, or undefined. */
export function checkDeclarationName(name: string): string | undefined {
	if (name === '') return 'The declaration has no name. Write one, such as lr.';
	if (reservedWords.has(name)) return `"${name}" is a word of the template language. Choose another name, such as ${name}_value.`;
	if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return undefined;
	const usable = name.replaceAll(/[^A-Za-z0-9_]+/g, '_').replace(/^([0-9])/, '_$1');
	const reason = name.includes('-') ? 'it would be read as a subtraction' : 'a name has letters, digits and "_" only';
	return `"${name}" cannot be used in {{ }}: ${reason}. Call it ${usable}.`;
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
	if (!best) return undefined;
	const isNear =
		best.distance <= Math.max(1, Math.floor(plain.length / 3)) || (best.distance === 2 && lettersOf(plain) === lettersOf(simplify(best.candidate)));
	return isNear ? best.candidate : undefined;
}

function simplify(word: string): string {
	return word.toLowerCase().replaceAll(/[-_ ]/g, '');
}

/** Two words with the same letters differ by a slip of the fingers: "imgae". */
function lettersOf(word: string): string {
	return [...word].sort().join('');
}
