import type {Stage} from '../../engines/engine.ts';

/** What a row can put into its words. `word`: what the pattern caught, such as the name of a module. `isInContainer`: not on the machine itself. */
export type Facts = {readonly stage: Stage; readonly word: string; readonly exitCode?: number; readonly isInContainer: boolean};

/** One cause of failures: how it is known, and what to say. */
export type Cause = {
	/** Short and stable, for programs. */
	readonly code: string;
	/** Found in one of the last lines; its first group is the word. */
	readonly pattern?: RegExp;
	readonly exitCodes?: readonly number[];
	/** `exit code`: the line is only evidence. `either`: each is enough. */
	readonly knownBy: 'line' | 'exit code' | 'either';
	readonly title: (facts: Facts) => string;
	readonly hint: (facts: Facts) => string;
	/** Only in these stages, and in lines that an engine wrote: programs use the same words for other things. */
	readonly ofEngine?: readonly Stage[];
	/** A line that shows more than the one that was found. */
	readonly proof?: (lines: readonly string[]) => string | undefined;
};

/** What failed, at the beginning of a title. */
export function whatOf(stage: Stage): string {
	return stage === 'build' ? 'the build' : 'the command';
}
