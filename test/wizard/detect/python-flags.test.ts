import {expect, test} from 'vitest';
import {pythonFlags} from '../../../source/wizard/detect/python-flags.ts';

const words = (source: string) => pythonFlags(source).map(({word, declaration}) => [word, declaration.name, declaration.value]);

test('argparse flags with a plain default become declarations', () => {
	const source = `
p.add_argument('-l', '--learning-rate', dest="lr", type=float, default=1e-8, help='a, b (c) --d')
p.add_argument("--optimizer",
    default="adam",  # default="sgd"
    choices=['adam', 'sgd'])
p.add_argument('--answer', default='yes')
p.add_argument('--title', default='two words')
p.add_argument('--empty', default='')
p.add_argument('--steps', default=10_000, type=int)
p.add_argument('--debug', action='store_true')
p.add_argument('--layers', nargs='+', default=[1])
p.add_argument('--path', default=os.environ.get('X'))
p.add_argument('--none', default=None)
p.add_argument('-q', default=1)
p.add_argument('--data', required=True)
p.add_argument('source')
# p.add_argument('--old', default=1)
`;
	expect(words(source)).toEqual([
		['--learning-rate={{ lr }}', 'lr', '1.0e-8'],
		['--optimizer={{ optimizer }}', 'optimizer', 'adam'],
		['--answer={{ answer }}', 'answer', '"yes"'],
		['--title="{{ title }}"', 'title', '"two words"'],
		['--empty={{ empty }}', 'empty', '""'],
		['--steps={{ steps }}', 'steps', '10000'],
		['--data={{ data }}', 'data', ''],
		['{{ source }}', 'source', ''],
	]);
});

test('click and TensorFlow flags are known too', () => {
	const source = `
@click.option('--lr', '-l', default=0.1, show_default=True)
@click.option('--shout/--no-shout', default=False)
@click.argument('path')
flags.DEFINE_integer('batch', 64, 'size')
tf.app.flags.DEFINE_boolean('fast', True, '')
`;
	expect(words(source)).toEqual([
		['--lr={{ lr }}', 'lr', '0.1'],
		['{{ path }}', 'path', ''],
		['--batch={{ batch }}', 'batch', '64'],
	]);
});

test('code that is no Python never throws', () => {
	expect(words("p.add_argument('--lr', default=\"")).toEqual([]);
	expect(words('p.add_argument(((((')).toEqual([]);
	expect(words('"""p.add_argument("--x", default=1)')).toEqual([]);
});
