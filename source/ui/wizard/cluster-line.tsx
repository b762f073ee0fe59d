import {Text} from 'ink';
import {useEffect, useState} from 'react';
import type {Symbols} from '../../terminal/symbols.ts';
import type {ClusterLine as Line} from './cluster-lines.ts';

const colours = {ok: 'green', failed: 'red', warning: 'yellow', unknown: 'yellow', plain: undefined} as const satisfies Record<
	Line['state'],
	string | undefined
>;

/** One line of the green and red list. What is wrong is coloured whole, else the mark alone. */
export function ClusterLine({line: {state, mark, text}, symbols}: {readonly line: Line; readonly symbols: Symbols}) {
	const isWrong = state === 'failed' || state === 'warning';
	return (
		<Text wrap="truncate" color={isWrong ? colours[state] : undefined}>
			<Text color={colours[state]}>{mark === '' ? ' '.repeat(symbols.done.length) : mark}</Text>
			{` ${text}`}
		</Text>
	);
}

/** Milliseconds of one picture. */
const pace = 120;

/** Turns while something is looked at. */
export function Spinner({symbols}: {readonly symbols: Symbols}) {
	const [at, setAt] = useState(0);
	useEffect(() => {
		const timer = setInterval(() => setAt(now => now + 1), pace);
		return () => clearInterval(timer);
	}, []);
	return <Text color="cyan">{symbols.spinner[at % symbols.spinner.length]}</Text>;
}
