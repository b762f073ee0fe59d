import type {NameAt} from './ast.ts';
import type {Token} from './cut-token.ts';

/** Words of Jinja2's expressions and statements. */
const words = new Set(
	'and or not in is if else elif endif for endfor recursive true false none True False None set endset block endblock raw endraw filter endfilter macro endmacro call endcall with endwith autoescape endautoescape print'.split(
		' ',
	),
);

/** The names in tokens that ask for a value: no words of the language, attributes, filters, tests or names of parameters. */
export function namesInTokens(tokens: readonly Token[]): readonly NameAt[] {
	return tokens.flatMap((token, index) => {
		if (token.type !== 'name' || words.has(token.text)) return [];
		const [before, earlier, after] = [tokens[index - 1]?.text, tokens[index - 2]?.text, tokens[index + 1]?.text];
		// 1e5 is a number in other languages, and no name here
		if (tokens[index - 1]?.end === token.start && tokens[index - 1]?.type === 'value') return [];
		const isNoValue = before === '.' || before === '|' || before === 'is' || (before === 'not' && earlier === 'is') || after === '=';
		return isNoValue ? [] : [{name: token.text, start: token.start, end: token.end}];
	});
}

/** The names to which the tokens of a statement give a value: those of `for`, `set`, `with`, `macro` and `call`. */
export function ownNames([word, ...tokens]: readonly Token[]): readonly string[] {
	const names = tokens.filter(({type}) => type === 'name').map(({text}) => text);
	switch (word?.text) {
		case 'for':
			return names.slice(0, names.includes('in') ? names.indexOf('in') : names.length);
		case 'set': {
			const end = tokens.findIndex(({text}) => text === '=' || text === '|');
			return namesInTokens(end < 0 ? tokens : tokens.slice(0, end)).map(({name}) => name);
		}
		case 'with':
			return tokens.filter(({type}, index) => type === 'name' && tokens[index + 1]?.text === '=').map(({text}) => text);
		case 'macro':
			return names;
		case 'call':
			return tokens[0]?.text === '('
				? tokens
						.slice(
							1,
							tokens.findIndex(({text}) => text === ')'),
						)
						.filter(({type}) => type === 'name')
						.map(({text}) => text)
				: [];
		default:
			return [];
	}
}
