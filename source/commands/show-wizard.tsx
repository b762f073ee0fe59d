import {useEffect, useState} from 'react';
import {localImages} from '../engines/containers/local-images.ts';
import {type EngineName, type EngineSettings, engineNames} from '../engines/engine.ts';
import {isError, type Problem} from '../polyaxonfile/problem.ts';
import {showScreen} from '../ui/painter/show.tsx';
import type {EndAction, EngineChoice, WizardEvent} from '../ui/wizard/screen-state.ts';
import {WizardScreen, type WizardScreenProps} from '../ui/wizard/wizard-screen.tsx';
import {type ClusterWatch, createClusterWatch} from '../wizard/cluster-watch.ts';
import {type Draft, saveDraft} from '../wizard/draft.ts';
import {lookAtCluster} from '../wizard/look-at-cluster.ts';
import {askPlace, readClusters} from '../wizard/read-clusters.ts';
import {createReviewWatch, type ReviewWatch} from '../wizard/review-watch.ts';
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
			clusterWatch={createClusterWatch({
				async read() {
					const found = await readClusters(world, settings);
					return found && !('code' in found) ? found : undefined;
				},
				ask: (place, signal) => askPlace(world, place, signal),
			})}
			reviewWatch={createReviewWatch((state, signal) => lookAtCluster(world, settings, state, signal))}
			initialState={initialState}
			draft={draft}
			knownRefs={{secrets: settings.secretRefs.map(({name}) => name), configmaps: settings.configmapRefs.map(({name}) => name)}}
			needsRegistry={settings.kubernetes?.registry === undefined && settings.kubernetes?.builder !== 'inline'}
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

type Probing = Omit<WizardScreenProps, 'engines' | 'images' | 'clusters' | 'clusterReview' | 'onSeen'> & {
	probe(): Promise<readonly EngineChoice[]>;
	/** Tells what becomes known of images; the answers are told as they change. */
	readonly images: ImageWatch;
	/** Tells what becomes known of clusters. */
	readonly clusterWatch: ClusterWatch;
	/** Tells how the run stands with its cluster, in the review. */
	readonly reviewWatch: ReviewWatch;
};

/** The engines are asked while the first questions are answered, and registries when an image was typed. */
function ProbingWizard({probe, images, clusterWatch, reviewWatch, onEvent, ...props}: Probing) {
	const [engines, setEngines] = useState<readonly EngineChoice[]>([]);
	const [known, setKnown] = useState<WizardScreenProps['images']>();
	const [clusters, setClusters] = useState<WizardScreenProps['clusters']>();
	const [clusterReview, setClusterReview] = useState<WizardScreenProps['clusterReview']>();
	// biome-ignore lint/correctness/useExhaustiveDependencies: once is enough
	useEffect(() => {
		void probe().then(setEngines);
		const ends = [images.start(setKnown, props.initialState.answers), clusterWatch.start(setClusters), reviewWatch.start(setClusterReview)];
		return () => {
			for (const end of ends) end();
		};
	}, []);
	const tell = (event: WizardEvent) => {
		if (event.type === 'draft') images.see(event.state.answers);
		onEvent(event);
	};
	const see = (wizard: WizardState) => {
		clusterWatch.see(wizard.answers);
		reviewWatch.see(wizard);
	};
	const news = {...(known && {images: known}), ...(clusters && {clusters}), ...(clusterReview && {clusterReview})};
	return <WizardScreen {...props} engines={engines} onEvent={tell} onSeen={see} {...news} />;
}

/** What is here, the one that a run would take first. What is not installed is offered only when the settings name it. */
async function probeEngines(world: World, settings: EngineSettings): Promise<readonly EngineChoice[]> {
	const signal = AbortSignal.timeout(5000);
	const looked = await Promise.all(
		engineNames.map(async (name): Promise<EngineChoice> => {
			const asked = name === 'kubernetes' ? readKubeconfigProblems(world, settings) : engineFor(world, name).probe(signal);
			const problems = await asked.catch((error: unknown) => [unprobed(error)]);
			return {name, problems, reason: reasonOf(name, settings)};
		}),
	);
	const here = looked.filter(({name, problems}) => name === settings.engine || !problems.some(({code}) => code === 'engine-not-installed'));
	return here.toSorted((a, b) => rankOf(a, settings) - rankOf(b, settings));
}

/** Which of its contexts work is found out one by one, by the watch; so a kubeconfig alone makes the engine one that can be chosen. */
async function readKubeconfigProblems(world: World, settings: EngineSettings): Promise<readonly Problem[]> {
	const found = await readClusters(world, settings);
	if (!found)
		return [
			{
				code: 'engine-not-installed',
				severity: 'error',
				message: 'There is no kubeconfig, so no cluster is known.',
				hint: 'Name one: export KUBECONFIG=FILE.',
				path: [],
			},
		];
	return 'code' in found ? [found] : [];
}

function reasonOf(name: EngineName, {engine}: EngineSettings): string {
	if (name === engine) return 'as the settings or --engine say';
	if (name === 'kubernetes') return 'a Job in a cluster';
	return name === 'host' ? 'this computer, without the image' : 'a container of the image';
}

function rankOf({name, problems}: EngineChoice, {engine}: EngineSettings): number {
	if (name === engine) return 0;
	if (problems.some(isError)) return 4;
	return name === 'kubernetes' ? 3 : name === 'host' ? 2 : 1;
}

function unprobed(error: unknown): Problem {
	return {
		code: 'engine-unprobed',
		severity: 'error',
		message: `It could not be looked at: ${error instanceof Error ? error.message : String(error)}.`,
		path: [],
	};
}
