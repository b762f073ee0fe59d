import type {Tools} from './python/tools.ts';
import type {Advice, Missing, Python} from './python/values.ts';

/** Names and their values, innermost first. */
export type Scope = {readonly names: ReadonlyMap<string, Python>; readonly outer?: Scope};

/** Where an expression is evaluated. */
export type Evaluation = {
	readonly scope: Scope;
	readonly tools: Tools;
	/** The value of a name that no scope has. */
	readonly unknown: (name: string, place: {readonly start: number; readonly end: number}) => Python;
	/** Called for what is missing, and used as if it were nothing. */
	readonly note: (missing: Missing) => void;
	/** Called for what a user should know though it is no error. */
	readonly remark: (remark: Remark) => void;
};

/** Something to know about a place in a template. */
export type Remark = Advice & {readonly start: number; readonly end: number};

/** The value of a name, or undefined where no scope has it. */
export function valueIn(scope: Scope, name: string): Python | undefined {
	for (let inner: Scope | undefined = scope; inner; inner = inner.outer) {
		const value = inner.names.get(name);
		if (value !== undefined) return value;
	}
	return undefined;
}
