import type {World} from '../world.ts';

/** What the terminal can do, as far as the environment tells. */
export type Capabilities = {
	/** A person is there: stdin and stdout are terminals that can move the cursor, and this is not a CI job. */
	readonly isInteractive: boolean;
	readonly hasUnicode: boolean;
	readonly hasColour: boolean;
};

type Seen = Pick<World, 'env' | 'stdin' | 'stdout'>;

/** Reads the capabilities from the environment and the two streams. */
export function capabilitiesOf({env, stdin, stdout}: Seen): Capabilities {
	return {
		isInteractive: isTerminal(stdin) && isTerminal(stdout) && env.TERM !== 'dumb' && !isSet(env.CI),
		hasUnicode: hasUnicode(env),
		hasColour: hasColour({env, stdout}),
	};
}

/** FORCE_COLOR (force-color.org) wins over NO_COLOR (no-color.org), as in Node; then it depends on the terminal. */
export function hasColour({env, stdout}: Pick<World, 'env' | 'stdout'>): boolean {
	if (env.FORCE_COLOR !== undefined) return isSet(env.FORCE_COLOR) || env.FORCE_COLOR === '';
	return !env.NO_COLOR && env.TERM !== 'dumb' && isTerminal(stdout);
}

/** Without any locale (containers) the terminal in front of it speaks UTF-8 nearly always; the Linux console has no glyphs for our symbols. */
function hasUnicode(env: World['env']): boolean {
	const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
	return env.TERM !== 'linux' && (!locale || /utf-?8/i.test(locale));
}

function isTerminal(stream: object): boolean {
	return 'isTTY' in stream && stream.isTTY === true;
}

function isSet(value: string | undefined): boolean {
	return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}
