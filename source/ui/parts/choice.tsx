import {Box, Text} from 'ink';
import SelectInput from 'ink-select-input';
import {createContext, use, useMemo} from 'react';
import type {Symbols} from '../../terminal/symbols.ts';
import {cellsOf} from '../../terminal/width.ts';
import {cutText} from './cut-text.ts';

/** One entry of a choice; `note` stands dim behind it. */
export type ChoiceItem = {readonly label: string; readonly note?: string; readonly isDisabled?: boolean};

type Props = {
	readonly items: readonly ChoiceItem[];
	/** The entry under the pointer; outside of the list: none. */
	readonly at: number;
	/** How many entries are in sight at once. */
	readonly limit?: number;
	/** Cells; longer entries are cut. */
	readonly width: number;
	readonly symbols: Symbols;
};

/** What the pieces need that ink-select-input does not hand on. */
const PointerContext = createContext<{readonly pointer: string; readonly isAny: boolean}>({pointer: '>', isAny: true});

/**
 * A list to choose from. ink-select-input draws it; the keys are its owner's business, since the list's own handler loses all but the
 * first of the keys that arrive together, takes digits as a choice, and would choose another entry than the one in sight. So it is
 * shown anew at each move.
 */
export function Choice({items, at, limit, width, symbols}: Props) {
	const rows = useMemo(
		() => items.map((item, index) => ({key: String(index), value: index, ...cutItem(item, width - symbols.pointer.length - 1, symbols)})),
		[items, width, symbols],
	);
	const isAny = at >= 0 && at < items.length;
	const context = useMemo(() => ({pointer: symbols.pointer, isAny}), [symbols, isAny]);
	const count = limit === undefined ? undefined : Math.max(1, limit);
	return (
		<PointerContext value={context}>
			<SelectInput
				key={`${at} ${items.length} ${count}`}
				items={rows}
				isFocused={false}
				initialIndex={Math.max(0, at)}
				limit={count}
				indicatorComponent={Pointer}
				itemComponent={Entry}
			/>
		</PointerContext>
	);
}

function cutItem(item: ChoiceItem, width: number, symbols: Symbols): ChoiceItem {
	const label = cutText(item.label, width, symbols);
	const note = item.note === undefined ? '' : cutText(item.note, width - cellsOf(label) - 2, symbols);
	return {...item, label, note};
}

function Pointer({isSelected = false}: {readonly isSelected?: boolean}) {
	const {pointer, isAny} = use(PointerContext);
	return (
		<Box flexShrink={0}>
			<Text color="cyan">{isSelected && isAny ? `${pointer} ` : ' '.repeat(pointer.length + 1)}</Text>
		</Box>
	);
}

function Entry({label, note, isSelected = false, isDisabled = false}: ChoiceItem & {readonly isSelected?: boolean}) {
	const {isAny} = use(PointerContext);
	return (
		<Text wrap="truncate" bold={isSelected && isAny} dimColor={isDisabled}>
			{label}
			{note ? <Text dimColor>{`  ${note}`}</Text> : null}
		</Text>
	);
}
