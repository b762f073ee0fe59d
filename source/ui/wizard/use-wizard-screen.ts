import {isDeepStrictEqual} from 'node:util';
import {useEffect, useRef, useState} from 'react';
import type {WizardState} from '../../wizard/wizard-state.ts';
import {usePresses} from '../parts/use-presses.ts';
import {type Outcome, pressScreen} from './press-screen.ts';
import {type ScreenState, startScreen, type WizardContext} from './screen-state.ts';
import {withNews} from './with-news.ts';

/**
 * Holds the screen's state and feeds it with keys. All keys that came at once are taken one after the other, then drawn once; each event is
 * told after the state that it belongs to was set, a draft only once something was answered. After `done` or `quit` the wizard is over: keys that come later mean nothing. To go on after a
 * write that failed, the caller shows a new screen with that state.
 */
export function useWizardScreen(initial: WizardState, context: WizardContext, onEvent: (event: Outcome['events'][number]) => void): ScreenState {
	const [state, setState] = useState(() => startScreen(initial, context));
	const current = useRef(state);
	const isOver = useRef(false);
	const isAnswered = useRef(false);
	usePresses(presses => {
		const before = current.current;
		const events: Array<Outcome['events'][number]> = [];
		for (const press of presses) {
			if (isOver.current) break;
			const outcome = pressScreen(current.current, press, context);
			current.current = outcome.state;
			events.push(...outcome.events);
			isOver.current = outcome.events.some(({type}) => type === 'done' || type === 'quit');
		}
		setState(current.current);
		const tell = (event: Outcome['events'][number]) => {
			if (event.type === 'draft') isAnswered.current ||= !isDeepStrictEqual(event.state.answers, initial.answers);
			if (event.type !== 'draft' || isAnswered.current) onEvent(event);
		};
		if (current.current.wizard !== before.wizard && !current.current.start) tell({type: 'draft', state: current.current.wizard});
		for (const event of events) tell(event);
	});
	const {engines, clusters} = context;
	// biome-ignore lint/correctness/useExhaustiveDependencies: only news of engines and clusters change what is offered
	useEffect(() => {
		current.current = withNews(current.current, context);
		setState(current.current);
	}, [engines, clusters]);
	const {images} = context;
	useEffect(() => {
		if (!images) return;
		const {wizard} = current.current;
		current.current = {...current.current, wizard: {...wizard, facts: {...wizard.facts, ...images}}};
		setState(current.current);
	}, [images]);
	return state;
}
