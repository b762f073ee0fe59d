import {useEffect, useState} from 'react';
import {localImages} from '../engines/containers/local-images.ts';
import {type EngineName, type EngineSettings, engineNames} from '../engines/engine.ts';
import {isError, type Problem} from '../polyaxonfile/problem.ts';
import {showScreen} from '../ui/painter/show.tsx';
import type {EndAction, EngineChoice, WizardEvent} from '../ui/wizard/screen-state.ts';
import {WizardScreen, type WizardScreenProps} from '../ui/wizard/wizard-screen.tsx';
import {type Draft, saveDraft} from '../wizard/draft.ts';
import type {WizardState} from '../wizard/wizard-state.ts';
import type {World} from '../world.ts';
import {engineFor} from './engine-for.ts';
import {createImageWatch, type ImageWatch} from './image-watch.ts';
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
			images={createImageWatch({local: () => localImages(world)})}
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

type Probing = Omit<WizardScreenProps, 'engines' | 'images'> & {
	probe(): Promise<readonly EngineChoice[]>;
	/** Tells what becomes known of images; the answers are told as they change. */
	readonly images: ImageWatch;
};

/** The engines are asked while the first questions are answered, and registries when an image was typed. */
function ProbingWizard({probe, images, onEvent, ...props}: Probing) {
	const [engines, setEngines] = useState<readonly EngineChoice[]>([]);
	const [known, setKnown] = useState<WizardScreenProps['images']>();
	// biome-ignore lint/correctness/useExhaustiveDependencies: once is enough
	useEffect(() => {
		void probe().then(setEngines);
		return images.start(setKnown, props.initialState.answers);
	}, []);
	const tell = (event: WizardEvent) => {
		if (event.type === 'draft') images.see(event.state.answers);
		onEvent(event);
	};
	return <WizardScreen {...props} engines={engines} onEvent={tell} {...(known ? {images: known} : {})} />;
}

/** What is here, the one that a run would take first. What is not installed is offered only when the settings name it. */
async function probeEngines(world: World, settings: EngineSettings): Promise<readonly EngineChoice[]> {
	const signal = AbortSignal.timeout(5000);
	const looked = await Promise.all(
		engineNames.map(async (name): Promise<EngineChoice> => {
			const problems = await engineFor(world, name)
				.probe(signal)
				.catch((error: unknown) => [unprobed(error)]);
			return {name, problems, reason: reasonOf(name, settings)};
		}),
	);
	const here = looked.filter(({name, problems}) => name === settings.engine || !problems.some(({code}) => code === 'engine-not-installed'));
	return here.toSorted((a, b) => rankOf(a, settings) - rankOf(b, settings));
}

function reasonOf(name: EngineName, {engine}: EngineSettings): string {
	if (name === engine) return 'as the settings or --engine say';
	return name === 'host' ? 'this computer, without the image' : 'a container of the image';
}

function rankOf({name, problems}: EngineChoice, {engine}: EngineSettings): number {
	if (name === engine) return 0;
	if (problems.some(isError)) return 3;
	return name === 'host' ? 2 : 1;
}

function unprobed(error: unknown): Problem {
	return {
		code: 'engine-unprobed',
		severity: 'error',
		message: `It could not be looked at: ${error instanceof Error ? error.message : String(error)}.`,
		path: [],
	};
}
