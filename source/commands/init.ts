import {readSettings} from '../engines/settings.ts';
import {capabilitiesOf} from '../terminal/capabilities.ts';
import {sanitiseLine, sanitiseText} from '../terminal/sanitise.ts';
import {detectFacts} from '../wizard/detect/detect-facts.ts';
import {clearDraft, loadDraft} from '../wizard/draft.ts';
import {readFlags} from '../wizard/flag-answers.ts';
import {type InitFlags, initFlags} from '../wizard/init-flags.ts';
import {startWizard} from '../wizard/start-wizard.ts';
import {toPolyaxonfile} from '../wizard/to-polyaxonfile.ts';
import type {WizardState} from '../wizard/wizard-state.ts';
import type {World} from '../world.ts';
import {afterWriting} from './after-writing.ts';
import {findTarget, type Target, writeTarget} from './init-target.ts';
import {type Given, gatherAnswers, initUnattended} from './init-unattended.ts';
import {saveRegistry} from './save-registry.ts';
import {startRun} from './start-run.ts';

/** Makes the polyaxonfile: asks in a terminal; without one, or when the flags say all, it takes the flags. Exit code 130 when the user quits. */
export async function initCommand(world: World, flags: InitFlags): Promise<number> {
	const signal = new AbortController().signal;
	const target = await findTarget(world, flags.output === '-' ? undefined : flags.output);
	// Ink takes longer to load than most folders to be looked at.
	const {isInteractive} = capabilitiesOf(world);
	const screen = isInteractive ? import('./show-wizard.tsx') : undefined;
	const facts = await detectFacts(world, signal);
	const given = await gatherAnswers(world, flags, facts, target);
	if (!screen || mustNotAsk(flags, given)) return initUnattended(world, flags, given, target);

	const {settings} = await readSettings(world, {engine: flags.engine, context: flags.context, namespace: flags.namespace});
	const existing = target.text === undefined ? undefined : {file: target.shown, text: target.text};
	const state = startWizard({facts, engine: settings.engine ?? 'host', file: target.shown, existing});
	const answers = {...state.answers, ...given.from?.answers, ...readFlags(flags).answers};
	const {showWizard} = await screen;
	const end = await showWizard(world, {
		initialState: {...state, answers},
		draft: loadDraft(world),
		settings,
	});
	if (end.type === 'quit') {
		world.stdout.write(
			`Nothing was written. ${end.isKept ? sanitiseLine(end.draftProblem ?? 'The answers are kept: polyaxon-tui init goes on with them.') : 'Nothing was answered.'}\n`,
		);
		return 130;
	}
	return finish(world, end.state, target, end.action);
}

/** Whether the flags want no questions, or leave none. */
function mustNotAsk(flags: InitFlags, given: Given): boolean {
	if (flags.yes || flags.dryRun || flags.output === '-') return true;
	return given.answers !== undefined && initFlags.some(({key, answer}) => (answer !== undefined || key === 'from') && flags[key] !== undefined);
}

async function finish(world: World, {answers}: WizardState, target: Target, action: 'write' | 'write-and-run' | 'run'): Promise<number> {
	const text = toPolyaxonfile(answers, target.text);
	const registry = answers.engine === 'kubernetes' ? answers.registry : undefined;
	if (action !== 'run') {
		await writeTarget(target, text);
		clearDraft(world);
		world.stdout.write(afterWriting(target, text, answers));
		if (registry) world.stdout.write(sanitiseText(await saveRegistry(world, registry)));
		if (action === 'write') return 0;
	}
	const wish = {
		text,
		shown: target.shown,
		overrides: {},
		codeFolder: world.cwd,
		engine: answers.engine,
		// A cluster that was looked at before another engine was chosen is no wish
		...(registry && {registry}),
		...(answers.engine === 'kubernetes' && {context: answers.context, namespace: answers.namespace}),
	};
	const code = await startRun(world, wish, action === 'run' ? {} : {polyaxonfile: target.file}, {});
	// A run has its own copy of the file: only of one that could not be started the answers are still wanted
	if (code !== 2) clearDraft(world);
	return code;
}
