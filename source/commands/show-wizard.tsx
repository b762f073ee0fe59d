import {useEffect, useState} from 'react';
import {chooseEngine} from '../engines/choose.ts';
import type {EngineSettings} from '../engines/engine.ts';
import type {Problem} from '../polyaxonfile/problem.ts';
import {showScreen} from '../ui/painter/show.tsx';
import type {EndAction, EngineChoice, WizardEvent} from '../ui/wizard/screen-state.ts';
import {WizardScreen, type WizardScreenProps} from '../ui/wizard/wizard-screen.tsx';
import {type Draft, saveDraft} from '../wizard/draft.ts';
import type {WizardState} from '../wizard/wizard-state.ts';
import type {World} from '../world.ts';
import {lookOf} from './look.ts';

/** What the wizard starts from. */
export type WizardRequest = {readonly initialState: WizardState; readonly draft?: Draft; readonly settings: EngineSettings};

/** How it ended. `isKept`: there were answers to keep. `draftProblem`: why they could not be kept. */
export type WizardEnd =
	| {readonly type: 'done'; readonly action: EndAction; readonly state: WizardState}
	| {readonly type: 'quit'; readonly state: WizardState; readonly isKept: boolean; readonly draftProblem?: string};

/** Shows the wizard until its user is done or quits. Every answer is kept as a draft at once, so that no end of the program loses one. */
export async function showWizard(world: World, {initialState, draft, settings}: WizardRequest): Promise<WizardEnd> {
	let end: Exclude<WizardEvent, {type: 'draft'}> = {type: 'quit', state: initialState};
	let isKept = false;
	let draftProblem: string | undefined;
	const keep = ({answers, step, visited}: WizardState) => {
		isKept = true;
		try {
			saveDraft(world, {answers, step, visited});
			draftProblem = undefined;
		} catch (error) {
			draftProblem = `The answers could not be kept: ${error instanceof Error ? error.message : String(error)}.`;
		}
	};
	await showScreen(world, ({screen, suspend, leave}) => (
		<ProbingWizard
			probe={() => probeEngines(world, settings)}
			initialState={initialState}
			draft={draft}
			knownRefs={{secrets: settings.secretRefs.map(({name}) => name), configmaps: settings.configmapRefs.map(({name}) => name)}}
			symbols={lookOf(world).symbols}
			now={world.now()}
			home={world.env.HOME}
			onEvent={event => {
				if (event.type !== 'draft') {
					end = event;
					leave();
				} else {
					keep(event.state);
				}
			}}
			onRepaint={screen.repaint}
			onSuspend={suspend}
		/>
	));
	return end.type === 'quit' ? {...end, isKept, draftProblem} : end;
}

/** The engines are asked while the first questions are answered. */
function ProbingWizard({probe, ...props}: Omit<WizardScreenProps, 'engines'> & {probe(): Promise<readonly EngineChoice[]>}) {
	const [engines, setEngines] = useState<readonly EngineChoice[]>([]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: once is enough
	useEffect(() => {
		void probe().then(setEngines);
	}, []);
	return <WizardScreen {...props} engines={engines} />;
}

async function probeEngines(world: World, settings: EngineSettings): Promise<readonly EngineChoice[]> {
	const {engine, reason} = await chooseEngine(world, settings);
	const problems = await engine.probe(AbortSignal.timeout(3000)).catch((error: unknown) => [unprobed(error)]);
	return [{name: engine.name, problems, reason}];
}

function unprobed(error: unknown): Problem {
	return {
		code: 'engine-unprobed',
		severity: 'error',
		message: `It could not be looked at: ${error instanceof Error ? error.message : String(error)}.`,
		path: [],
	};
}
