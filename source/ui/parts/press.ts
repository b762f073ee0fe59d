import {type KeyFlags, keyName} from '../keymap.ts';

/** One thing that came from the keyboard. `text` is what a letter key types, empty for all other keys. */
export type Press = {readonly type: 'key'; readonly name: string; readonly text: string} | {readonly type: 'paste'; readonly text: string};

/**
 * The single keys in what Ink delivers as one input: held keys and slow links bring several at once (`jjj`, `train.py\r`),
 * and then Ink names none of them.
 */
export function pressesOf(input: string, key: KeyFlags): readonly Press[] {
	if (key.ctrl || key.meta) return [{type: 'key', name: keyName(input, key), text: ''}];
	const pieces = [...segmenter.segment(input)].map(({segment}) => segment);
	if (pieces.length < 2) return [toPress(input, key)];
	return pieces.map(piece => fromCharacter(piece));
}

const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

function toPress(input: string, key: KeyFlags): Press {
	const isText = !key.return && !key.tab && !key.escape && !/\p{Control}/u.test(input);
	return {type: 'key', name: keyName(input, key), text: isText ? input : ''};
}

/** What Ink would have said about a character that came alone. */
function fromCharacter(character: string): Press {
	if (character === '\r' || character === '\r\n') return toPress('', {return: true});
	if (character === '\t') return toPress('', {tab: true});
	const code = character.charCodeAt(0);
	if (character !== '\n' && code > 0 && code <= 26) return {type: 'key', name: `ctrl-${String.fromCharCode(code + 96)}`, text: ''};
	return toPress(character, {});
}
