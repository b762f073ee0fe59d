/** One thing that the recorded person does. */
export type Scene = {
	readonly keys: string;
	/** What the screen must show before it is kept. */
	readonly shown: RegExp;
	/** How long the screen stays in the picture; with `frames`, how long each of them does. */
	readonly milliseconds: number;
	/** Keep that many screens while waiting. */
	readonly frames?: number;
	/** Also kept as a picture of its own, media/<still>.svg. */
	readonly still?: string;
};

const enter = '\r';
const tab = '\t';

/** From an idea to a finished run, with the example project. */
export const scenes: readonly Scene[] = [
	{keys: '', shown: /What should be run/, milliseconds: 1500},
	{keys: enter, shown: /The public image/, milliseconds: 1300},
	{keys: enter, shown: /Commands that run once/, milliseconds: 1300},
	{keys: tab, shown: /Environment variables that are set/, milliseconds: 700},
	{keys: 'aPYTHONHASHSEED\t0\r', shown: /\[PYTHONHASHSEED, ['"]0['"]\]/, milliseconds: 1500, still: 'wizard'},
	{keys: enter, shown: /▸ {2}\+ {2}add a variable|▸ \+/, milliseconds: 300},
	{keys: tab, shown: /Parameters of the run/, milliseconds: 1300},
	{keys: tab, shown: /What is run in the folder/, milliseconds: 1500},
	{keys: '\u0007', shown: /./, milliseconds: 0},
	{keys: 'r', shown: /nothing has been written yet/, milliseconds: 1800},
	{keys: '\u001b[B', shown: /▸ write and run/, milliseconds: 600},
	{keys: enter, shown: /epoch 8\/20/, milliseconds: 700, frames: 60, still: 'run'},
	{keys: '', shown: /● running|✓ succeeded|succeeded/, milliseconds: 900, frames: 3},
	{keys: '', shown: /succeeded/, milliseconds: 1500, frames: 40},
	{keys: 'q', shown: /come back|see it/, milliseconds: 2500},
];
