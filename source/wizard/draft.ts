import {createHash, randomUUID} from 'node:crypto';
import {chmodSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {stateFolder} from '../engines/data-folders.ts';
import {hideSecrets, isSecretVar} from '../image/secret-looks.ts';
import type {World} from '../world.ts';
import type {Answers} from './answers.ts';
import {draftVersion, readDraft} from './read-draft.ts';
import type {StepId} from './wizard-state.ts';

/** An unfinished wizard of one folder. */
export type Draft = {
	readonly answers: Answers;
	readonly step: StepId;
	readonly visited: readonly StepId[];
	/** Milliseconds since 1970. */
	readonly savedAt: number;
};

/** Saves the draft of this folder, all at once and before it returns, so that Ctrl-C and SIGHUP can call it. Values that look like secrets are left out. */
export function saveDraft(world: World, draft: Omit<Draft, 'savedAt'>): void {
	const file = draftFile(world);
	const folder = join(stateFolder(world), 'drafts');
	mkdirSync(folder, {recursive: true, mode: 0o700});
	chmodSync(folder, 0o700);
	const text = JSON.stringify({version: draftVersion, answers: withoutSecrets(draft.answers), step: draft.step, visited: draft.visited, savedAt: world.now()});
	const temporary = `${file}.${randomUUID()}`;
	try {
		writeFileSync(temporary, `${text}\n`, {mode: 0o600, flag: 'wx'});
		renameSync(temporary, file);
	} catch (error) {
		rmSync(temporary, {force: true});
		throw error;
	}
}

function withoutSecrets(answers: Answers): Answers {
	const emptied = <Pair extends Answers['envVars'][number]>(pairs: readonly Pair[]) => pairs.map(pair => (isSecretVar(pair) ? {...pair, value: ''} : pair));
	return {
		...answers,
		image: hideSecrets(answers.image),
		command: hideSecrets(answers.command),
		buildSteps: answers.buildSteps.map(hideSecrets),
		envVars: emptied(answers.envVars),
		declarations: emptied(answers.declarations),
	};
}

/** The draft of this folder, or undefined when there is none that can be read. */
export function loadDraft(world: World): Draft | undefined {
	try {
		return readDraft(readFileSync(draftFile(world), 'utf8'));
	} catch {
		return undefined;
	}
}

/** Removes the draft of this folder; that there is none is fine. */
export function clearDraft(world: World): void {
	rmSync(draftFile(world), {force: true});
}

function draftFile(world: World): string {
	const name = createHash('sha256').update(realFolder(world.cwd)).digest('hex').slice(0, 32);
	return join(stateFolder(world), 'drafts', `${name}.json`);
}

function realFolder(folder: string): string {
	try {
		return realpathSync(folder);
	} catch {
		return folder;
	}
}
