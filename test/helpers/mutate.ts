import type {Random} from './random.ts';

/** What is put into files: words of YAML, Jinja2 and Python that mean something where they do not belong. */
const words =
	"{{ lr }}|{{ nope }}|{{|}}|{%|{% for x in range(9) %}|{% endfor %}|{#|[|]|{|}|: |- |, |#|&a |*a|!!int |!x |<<: |'|\"|\\|\t|\r|\0|\u001b[31m|\ufeff|\u2028|é|日本|\u{1f600}|\ud800|~|null|yes|0x1F|1:30|.inf|.nan|1e309|99999999999999999999|-1|2019-01-01|---\n|...\n|%YAML 1.2\n|? |>\n|\n\n|None|[1, 2]|{'a': 1}|__proto__|constructor|version: 1\n|kind: group\n|kind: pipeline\n|kind: build\n|hptuning: {}\n|a: &b [*b]\n".split(
		'|',
	);

/** A text that was changed in one to four places, with pieces of other texts. */
export function mutate(text: string, others: readonly string[], random: Random): string {
	let now = text;
	for (let count = 1 + random.below(4); count > 0; count--) now = change(now, others, random);
	return now;
}

function change(text: string, others: readonly string[], random: Random): string {
	const at = random.below(text.length + 1);
	const lines = text.split('\n');
	const line = random.below(lines.length);
	switch (random.below(8)) {
		case 0:
			return text.slice(0, at) + random.pick(words) + text.slice(at);
		case 1:
			return text.slice(0, at) + text.slice(at + 1 + random.below(12));
		case 2:
			return lines.toSpliced(line, 1).join('\n');
		case 3:
			return lines.toSpliced(line, 0, random.pick(random.pick(others).split('\n'))).join('\n');
		case 4:
			return lines.with(line, ' '.repeat(random.below(5)) + (lines[line] ?? '').trimStart()).join('\n');
		case 5:
			return lines
				.with(
					line,
					(lines[line] ?? '').replace(/: .*$/, () => `: ${random.pick(words)}`),
				)
				.join('\n');
		case 6:
			return lines
				.with(
					line,
					(lines[line] ?? '').replace(/\w+(?=:)/, () => random.pick(random.pick(others).match(/\w+(?=:)/g) ?? ['x'])),
				)
				.join('\n');
		default:
			return text.replace(/\d+(?!.*\d)/, () => random.pick(words));
	}
}
