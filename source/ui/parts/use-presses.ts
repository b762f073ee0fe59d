import {useInput, usePaste} from 'ink';
import {type Press, pressesOf} from './press.ts';

/** Calls back with the keys and pastes of the terminal, all that came at once in one call. */
export function usePresses(onPresses: (presses: readonly Press[]) => void, isActive = true): void {
	useInput(
		(input, key) => {
			if (key.eventType !== 'release') onPresses(pressesOf(input, key));
		},
		{isActive},
	);
	usePaste(text => onPresses([{type: 'paste', text}]), {isActive});
}
