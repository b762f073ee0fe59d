import {Text} from 'ink';
import {wrapWords} from './wrap-words.ts';

type Size = {readonly columns: number; readonly rows: number};

/** Said in a window that is too small for a screen, as much of it as the window can show. `of` is who needs more. */
export function TooSmall({size, smallest, of}: {readonly size: Size; readonly smallest: Size; readonly of: string}) {
	const needed = `${smallest.columns}x${smallest.rows}`;
	const here = `${size.columns}x${size.rows}`;
	const texts = [`The window is ${here}, ${of} needs ${needed}. Make it larger; nothing is lost.`, `${needed} needed, ${here} here`, needed];
	const lines = texts.map(text => wrapWords(text, size.columns)).find(wrapped => wrapped.length <= size.rows) ?? [];
	return <Text wrap="truncate">{lines.join('\n')}</Text>;
}
