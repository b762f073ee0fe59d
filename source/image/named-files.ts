/** A file that a build step needs, and where in its text the use begins. `isCertain`: its command cannot work without it. */
export type NamedFile = {readonly file: string; readonly index: number; readonly isCertain: boolean};

/** Files of pip and conda options (`-r FILE`), and scripts that are run (`./FILE`, `sh FILE`); relative to the folder, without `./`. */
const patterns = [
	/(?:^|\s)(?:-r|--requirement|-c|--constraint)[ =]?\s*([\w./-]+\.(?:txt|in))(?=$|[\s;&|)])/g,
	/\bconda\b[^;&|\n]*\s(?:-f|--file)[ =]\s*([\w./-]+\.(?:ya?ml|txt))(?=$|[\s;&|)])/g,
	/(?:^|[;&|(\n]\s*|\b(?:exec|then|do)\s+)(?:(?:\/\S*\/)?(?:ba|da|z)?sh\s+(?:-\w+\s+)*)?(?:\.\/)?([\w.-][\w./-]*\.(?:sh|bash))(?=$|[\s;&|)])/g,
] as const;

/** Which files a step needs, as far as its text tells. Absolute paths, URLs and variables are not looked at. */
export function filesNamedIn(step: string): readonly NamedFile[] {
	// After a change of folder a name means something else.
	const isCertain = !/(^|[;&|(\n]\s*)(cd|pushd)\s/.test(step);
	const named = patterns.flatMap(pattern => [...step.matchAll(pattern)].map(({1: name = '', index}) => ({file: name.replace(/^\.\//, ''), index, isCertain})));
	const inside = named.filter(({file}) => !file.startsWith('/') && !file.includes('..'));
	return inside.filter(({file}, position) => inside.findIndex(other => other.file === file) === position);
}
