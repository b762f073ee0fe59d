import {type Answers, kinds} from '../../source/wizard/answers.ts';
import type {Random} from './random.ts';

/** Texts that are something else to YAML, to Jinja2, to Python or to a shell when they are written carelessly. */
const texts =
	"ls|pip install \"x>=1,<2\"|echo 'x: y' # z|- x|{{ d0 }}|{{ d1 }}/{{ nope }}|{% if d0 %}a{% endif %}|a: b|yes|No|on|0123|0x1F|1:30|1_000|1e5|1.0|-1|+1|.5|\"quoted\"|'single'|it's \"both\"|ü → 日本|\u{1f600}|# c|a #b|@x|%y|a && b; c|x\\y|\\|*z|&a|[1, 2]|[x|{'a': 1}|{x|~|null|None|True|()|!t|`x`|=|<<|---|...|?|x:|, a|trail |  lead|$HOME ${X}|a,b|2019-01-01|\u00a0x|tab\tx|\u0085x|\u2028x|\ufeffx|50%|http://x/y|C:\\new|a  b|\"|'|>|é|b'x'|1j|r'x'|1,2|1+1|not|lambda: 1".split(
		'|',
	);

/** Values of declarations as they are typed. */
const typed =
	'0.1|128|-1|1e-4|1.0e-07|adam|some text|"yes"|\'0123\'|yes|No|0123|0x1F|1:30|1_000|null|~|true|[1, 2]|[a, "b", [c]]|[]|{a: 1}|{a: {b: [1]}}|{}|"{{ d0 }}"|\'{{ d0 }}0\'|{{ d0 }}|{{ d0 }}/x|2019-01-01|a: b|*.csv|&x|!t|@x|# c|"a: b # c"|""|\'\'|\' \'|"it\'s"|"tab\\tx"|"two\\nlines"|ü|"\\u00fc"|.inf|-.inf|.nan|1.|99999999999999999999|[1|"open|{{|{%|(1, 2)|\'[1, 2]\'|"{\'a\': 1}"|None|b\'x\'|1j|1,2|--flag|-|?|a #b|"#"|/data/x|s3://b/k?x=1&y=2'.split(
		'|',
	);

/** Answers as nobody sensible gives them; of some the wizard says that they are wrong. */
export function nastyAnswers(random: Random): Answers {
	const list = <T>(most: number, make: (at: number) => T) => Array.from({length: random.below(most + 1)}, (_, at) => make(at));
	const textOf = () => (random.below(5) === 0 ? `${random.pick(texts)}${random.pick(['', ' '])}${random.pick(texts)}` : random.pick(texts));
	const lineOf = () => random.pick([textOf(), `run ${textOf()}`, `run --x=${textOf()}`, `run "${random.pick(texts)}"`]);
	const maybe = (entry: Readonly<Record<string, string>>) => (random.below(2) === 0 ? {} : entry);
	return {
		kind: random.pick(kinds),
		image: random.pick(['python:3.11', 'localhost:5000/a/b:1', 'x', 'a@sha256:abc', 'a.b/c_d/e-f:1.0', 'a:{{ d0 }}', 'yes', 'null:1', 'A:1']),
		buildSteps: list(3, lineOf),
		envVars: list(3, at => ({name: random.pick(['V', 'yes', 'null', '_', 'On']) + at, value: random.pick([textOf(), '', ' x '])})),
		declarations: list(4, at => ({name: random.pick(['d', 'yes', 'null', '_a', 'on', 'x', '__class__', 'kind']) + at, value: random.pick(typed)})),
		command: list(3, lineOf).join('\n'),
		secretRefs: list(2, at => random.pick(['secret', 'a.b-', 'yes', '1e5', '0', 'null', 'no']) + at),
		configmapRefs: list(2, at => random.pick(['configmap', '1.', '0x', 'a-', 'on']) + at),
		resources: {
			...maybe({cpu: random.pick(['0.5', '500m', '1', '.5', '0.0001'])}),
			...maybe({cpuLimit: random.pick(['2', '1000m', '100000000000000000000'])}),
			...maybe({memory: random.pick(['512', '1Gi', '0.1', '1K', '1.5G'])}),
			...maybe({memoryLimit: random.pick(['1024', '2Gi', '1T'])}),
			...maybe({gpu: random.pick(['1', '8'])}),
		},
		nodeSelector: random.pick(['', 'disk=ssd', 'yes=no, example.com/b=1', 'x=', 'null=null, on=0123, half']),
		serviceAccount: random.pick(['', '', '', 'trainer', 'yes', '1e5']),
		engine: 'host',
	};
}
