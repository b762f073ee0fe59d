import type {Advice} from '../names.ts';
import type {Problem} from '../problem.ts';
import type {Kind, Value} from '../specification.ts';

/** Text. One that does not match `pattern`, for the reason that `why` gives, or is none of `choices`, is a problem of `code`. Templates are checked when they are rendered. */
export type TextRule = {
	readonly type: 'text';
	readonly code?: string;
	readonly pattern?: RegExp;
	readonly why?: (text: string) => Advice;
	readonly choices?: readonly string[];
	/** Readers of YAML 1.1 other than the platform's may make a number of such a text, so the JSON Schema takes one. */
	readonly isNumberInEditors?: boolean;
};
/** A number, or text that is one; a whole one loses what is after the point, unless it must have none. `fix` proposes another way to write a value that is none. */
export type NumberRule = {
	readonly type: 'number';
	readonly isWhole: boolean;
	/** A number with a point is none, even if it is 1.0; nor is text. */
	readonly isExact?: boolean;
	readonly least?: number;
	/** Zero means the same as no such key. */
	readonly isNoneAtZero?: boolean;
	readonly fix?: (value: Value) => string | undefined;
};
/** True or false, or a word for it. */
export type FlagRule = {readonly type: 'flag'};
/** A list whose entries all follow one rule. */
export type ListRule = {readonly type: 'list'; readonly of: Rule};
/** Text, or a list of texts. */
export type TextOrListRule = {readonly type: 'text-or-list'};
/** A mapping with any keys, whose values all follow one rule. */
export type MapRule = {readonly type: 'map'; readonly of?: Rule};
/** One of several shapes, such as a mapping or text: the first that the value has. `expected` stands in a sentence after "must be". */
export type EitherRule = {readonly type: 'either'; readonly of: readonly Rule[]; readonly expected: string};
/** A mapping whose other keys depend on the word that stands at `by`. */
export type VariantRule = {readonly type: 'variant'; readonly by: string; readonly cases: {readonly [word: string]: SectionRule}};
/** A mapping with the named keys and no other. */
export type SectionRule = {
	readonly type: 'section';
	readonly keys: {readonly [name: string]: Key};
	/** Keys that exclude each other. */
	readonly choices?: readonly Choice[];
	/** Keys that need others. */
	readonly needs?: readonly Need[];
	/** What else must hold between several keys. The JSON Schema does not say it. */
	readonly also?: readonly CrossCheck[];
	/** Names of other kinds, releases or tools: what to say of each. */
	readonly strangers?: Readonly<Record<string, Stranger>>;
	/** The same in files of a newer version, before those. */
	readonly newer?: Readonly<Record<string, Stranger>>;
};
/** Anything; not nothing where that is said. */
export type AnyRule = {readonly type: 'any'; readonly isNeverNull?: boolean};
/** A shape of its own: `read` gives the value, or reports why there is none. `schema` says the same as a JSON Schema. */
export type OwnRule<T = unknown> = {
	readonly type: 'own';
	readonly read: (value: Value, path: Problem['path'], report: Report) => T | undefined;
	readonly schema: object;
};

/** What is said when something does not hold. */
export type Said = Advice & {readonly code: string};
/** Keys of which at most one may have something, and at least one must where `none` says so. Keys in a list of their own stand for one. `place` is the name of the section. */
export type Choice = {
	readonly keys: ReadonlyArray<string | readonly string[]>;
	readonly none?: (place: string) => Said;
	readonly several: (first: string, second: string, place: string) => Said;
};
/** Whether a key has something, or one of some words; `orMissing`: or nothing at all. `a.b` is the key b of the section a. */
export type Condition = {readonly key: string; readonly is?: ReadonlyArray<string | boolean>; readonly orMissing?: boolean};
/** Where one condition holds, the other must hold too. `at` is the key that is marked when it does not; absent: the section. */
export type Need = {readonly where: Condition; readonly needs: Condition; readonly at?: string; readonly said: (values: ReadSection) => Said};
/** A section whose keys have been compared with their rules: what they mean, undefined where that is wrong or comes of a template, and what is written. */
export type ReadSection = {
	readonly read: {readonly [key: string]: unknown};
	readonly written: {readonly [key: string]: Value};
	readonly path: Problem['path'];
	readonly report: Report;
};
/** A check of several keys, which is left out while one that it reads is wrong: what it said then would only follow from that. */
export type CrossCheck = {readonly reads: readonly string[]; readonly check: (section: ReadSection) => void};

/** What a value must be. */
export type Rule = TextRule | NumberRule | FlagRule | ListRule | TextOrListRule | MapRule | EitherRule | VariantRule | SectionRule | AnyRule | OwnRule;

/** A key of a section: its rule and what is said about it. */
export type Key = {
	readonly rule: Rule;
	/** One sentence, for the JSON Schema and editors. */
	readonly description: string;
	/** Another name for the same, in other releases. */
	readonly otherName?: string;
	/** Why a run of this release does not use it, when it is given, and what to do instead. */
	readonly unused?: string;
	readonly instead?: string;
	/** `build:` with nothing after it is an error; other keys may be empty. */
	readonly isNeverNull?: boolean;
	/** The section must have it. */
	readonly isNeeded?: boolean;
	/** What to write where it is missing, as a sentence. */
	readonly example?: string;
	/** What is said of an empty list or mapping, which is as good as none. */
	readonly empty?: Advice;
	/** The platform never evaluated templates here. */
	readonly isPlain?: boolean;
	/** Mappings here can be an `if` or a `for` of the releases up to 0.4, which is evaluated to something else. */
	readonly hasOperators?: boolean;
	/** The kinds that may have it; absent: all. Only at the top of the file. */
	readonly kinds?: readonly Kind[];
	/** The kinds that must have it. Only at the top of the file. */
	readonly neededBy?: readonly Kind[];
};

/** What is said of a key that belongs elsewhere. */
export type Stranger = {
	readonly code: 'not-in-kind' | 'v11-key' | 'unknown-key';
	readonly message: string;
	readonly hint: string;
	/** The same for the keys under it. */
	readonly under?: Readonly<Record<string, Stranger>>;
};
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
					: R extends {readonly type: 'map'; readonly of?: infer Of}
						? Readonly<Record<string, undefined extends Of ? Value : ValueOf<Of>>>
						: R extends {readonly type: 'either'; readonly of: infer Of extends readonly Rule[]}
							? ValueOf<Of[number]>
							: R extends {readonly type: 'variant'; readonly cases: infer Cases}
								? ValueOf<Cases[keyof Cases]>
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
/** A mapping with any keys, whose values follow one rule. */
export const mapOf = <const Of extends Rule>(of: Of) => ({type: 'map', of}) as const;
/** One of several shapes; `expected` stands in a sentence after "must be". */
export const either = <const Of extends readonly Rule[]>(expected: string, ...of: Of) => ({type: 'either', of, expected}) as const;
/** A mapping whose other keys depend on the word at `by`. */
export const variant = <const Of extends SectionRule>(by: string, cases: {readonly [word: string]: Of}) => ({type: 'variant', by, cases}) as const;
/** A whole number without a point. */
export const exact: NumberRule = {type: 'number', isWhole: true, isExact: true};
/** A whole number that is not below `least`. */
export const wholeFrom = (least: number): NumberRule => ({type: 'number', isWhole: true, least});
/** Text, or a list of texts. */
export const textOrList: TextOrListRule = {type: 'text-or-list'};
/** A list of what follows one rule. */
export const list = <Of extends Rule>(of: Of) => ({type: 'list', of}) as const;
/** One of these words. */
export const oneOf = (...choices: string[]): TextRule => ({type: 'text', choices, code: 'unknown-word'});
/** One of these words, which may also be written in capitals or with a capital first. */
export const oneOfAnyCase = (...choices: string[]): TextRule => oneOf(...inAnyCase(choices));
/** Words, each also in capitals and with a capital first. */
export const inAnyCase = (words: readonly string[]): readonly string[] => words.flatMap(word => [word, word.toUpperCase(), capitalised(word)]);
/** A mapping with these keys and no other. */
export const section = <const Keys extends Readonly<Record<string, Key>>>(keys: Keys, more: Omit<SectionRule, 'type' | 'keys'> = {}) =>
	({type: 'section', keys, ...more}) as const;

function capitalised(word: string): string {
	return word.charAt(0).toUpperCase() + word.slice(1);
}
