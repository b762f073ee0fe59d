/** The instructions of each stage of a Dockerfile, `FROM` first, each in one line: what a builder that does not count them is going to do. */
export function stagesOf(dockerfile: string): ReadonlyArray<readonly string[]> {
	const stages: string[][] = [];
	for (const instruction of instructionsOf(dockerfile)) {
		if (/^FROM\s/i.test(instruction)) stages.push([instruction]);
		// An ARG may stand before the first FROM, and belongs to no stage
		else stages.at(-1)?.push(instruction);
	}
	return stages;
}

const comment = /^\s*(?:#.*)?$/;
/** `RUN <<EOF`, `COPY <<-"EOF" /x`: the lines up to that word belong to the instruction. */
const hereDocument = /<<(-?)(["']?)([A-Za-z_]\w*)\2/g;

function* instructionsOf(dockerfile: string): Generator<string> {
	const goesOn = /^#\s*escape\s*=\s*`/im.test(dockerfile) ? /`\s*$/ : /\\\s*$/;
	const lines = dockerfile.split(/\r?\n/).values();
	let text = '';
	for (const line of lines) {
		if (comment.test(line)) continue;
		text += line.replace(goesOn, ' ');
		if (goesOn.test(line)) continue;
		yield text.trim();
		for (const [, dash, , word] of /^\s*(?:RUN|COPY|ADD)\s/i.test(text) ? text.matchAll(hereDocument) : []) {
			for (const body of lines) if ((dash ? body.replace(/^\t+/, '') : body) === word) break;
		}
		text = '';
	}
	if (text !== '') yield text.trim();
}
