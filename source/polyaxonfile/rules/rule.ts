import type {Problem} from '../problem.ts';
import type {Kind, Value} from '../specification.ts';

/** Text. What `check` says is wrong becomes a problem of `code`; templates are checked when they are rendered. */
export type TextRule = {
	readonly type: 'text';
	readonly code?: string;
	readonly check?: (text: string) => string | undefined;
	readonly choices?: readonly string[];
};
/** A number, or text that is one; a whole one loses what is after the point. `fix` proposes another way to write a value that is none. */
export type NumberRule = {readonly type: 'number'; readonly isWhole: boolean; readonly fix?: (value: Value) => string | undefined};
/** True or false, or a word for it. */
export type FlagRule = {readonly type: 'flag'};
/** A list whose entries all follow one rule. */
export type ListRule = {readonly type: 'list'; readonly of: Rule};
/** Text, or a list of texts. */
export type TextOrListRule = {readonly type: 'text-or-list'};
/** A mapping with any keys. */
export type MapRule = {readonly type: 'map'};
/** A mapping with the named keys and no other. */
export type SectionRule = {
	readonly type: 'section';
	readonly keys: {readonly [name: string]: Key};
	/** Exactly one of these keys must have a value. */
	readonly oneOf?: {readonly keys: readonly string[]; readonly none: string; readonly several: string; readonly hint: string};
	/** Names of other kinds, releases or tools: what to say of each. */
	readonly strangers?: Readonly<Record<string, Stranger>>;
};
/** Anything. */
export type AnyRule = {readonly type: 'any'};
/** A shape of its own: `read` gives the value, or reports why there is none. `schema` says the same as a JSON Schema. */
export type OwnRule<T = unknown> = {
	readonly type: 'own';
	readonly read: (value: Value, path: Problem['path'], report: Report) => T | undefined;
	readonly schema: object;
};

/** What a value must be. */
export type Rule = TextRule | NumberRule | FlagRule | ListRule | TextOrListRule | MapRule | SectionRule | AnyRule | OwnRule;

/** A key of a section: its rule and what is said about it. */
export type Key = {
	readonly rule: Rule;
	/** One sentence, for the JSON Schema and editors. */
	readonly description: string;
	/** Another name for the same, in other releases. */
	readonly otherName?: string;
	/** Why a run of this release does not use it, when it is given. */
	readonly unused?: string;
	/** `build:` with nothing after it is an error; other keys may be empty. */
	readonly isNeverNull?: boolean;
	/** The kinds that may have it; absent: all. Only at the top of the file. */
	readonly kinds?: readonly Kind[];
	/** The kinds that must have it. Only at the top of the file. */
	readonly neededBy?: readonly Kind[];
};

/** What is said of a key that belongs elsewhere. */
export type Stranger = {readonly code: 'not-in-kind' | 'v11-key' | 'unknown-key'; readonly message: string; readonly hint: string};
/** Takes a problem; without a severity it is an error. */
export type Report = (problem: Omit<Problem, 'severity'> & {severity?: Problem['severity']}) => void;

/** What the value of a rule is once it is read. */
export type ValueOf<R> = R extends {readonly type: 'text'}
	? string
	: R extends {readonly type: 'number'}
		? number
		: R extends {readonly type: 'flag'}
			? boolean
			: R extends {readonly type: 'list'; readonly of: infer Of}
				? ReadonlyArray<ValueOf<Of>>
				: R extends {readonly type: 'text-or-list'}
					? string | readonly string[]
					: R extends {readonly type: 'map'}
						? Readonly<Record<string, Value>>
						: R extends {readonly type: 'section'; readonly keys: infer Keys}
							? {readonly [Name in keyof Keys]?: Keys[Name] extends {readonly rule: infer Inner} ? ValueOf<Inner> : never}
							: R extends {readonly type: 'own'; readonly read: (...parameters: never[]) => infer T}
								? Exclude<T, undefined>
								: Value;

/** Any text. */
export const text: TextRule = {type: 'text'};
/** A number with or without a fraction. */
export const number: NumberRule = {type: 'number', isWhole: false};
/** A whole number. */
export const whole: NumberRule = {type: 'number', isWhole: true};
/** True or false. */
export const flag: FlagRule = {type: 'flag'};
/** A mapping with any keys. */
export const anyMap: MapRule = {type: 'map'};
/** Text, or a list of texts. */
export const textOrList: TextOrListRule = {type: 'text-or-list'};
/** A list of what follows one rule. */
export const list = <Of extends Rule>(of: Of) => ({type: 'list', of}) as const;
/** One of these words. */
export const oneOf = (...choices: string[]): TextRule => ({type: 'text', choices, code: 'unknown-word'});
/** A mapping with these keys and no other. */
export const section = <const Keys extends Readonly<Record<string, Key>>>(keys: Keys, more: Omit<SectionRule, 'type' | 'keys'> = {}) =>
	({type: 'section', keys, ...more}) as const;
