import type {BinaryOperator} from '../python/arithmetic.ts';
import type {Comparison} from '../python/operators.ts';
import type {Python} from '../python/values.ts';

type At = {readonly start: number; readonly end: number};

/** A name that stands somewhere in a template. */
export type NameAt = At & {readonly name: string; readonly isAsked?: boolean};

/** The arguments of a call, a filter or a test; `list` and `dict` follow `*` and `**`. */
export type Call = {
	readonly positional: readonly Expression[];
	readonly named: ReadonlyArray<readonly [string, Expression]>;
	readonly list?: Expression;
	readonly dict?: Expression;
};

/** What stands between `{{ }}`, with its place in the template. `broken`: what is wrong has been said, and these are the names in it. */
export type Expression = At &
	(
		| {readonly type: 'constant'; readonly value: Python}
		| {readonly type: 'name'; readonly name: string}
		| {readonly type: 'list' | 'tuple'; readonly items: readonly Expression[]}
		| {readonly type: 'dict'; readonly pairs: ReadonlyArray<readonly [Expression, Expression]>}
		| {readonly type: 'attribute'; readonly of: Expression; readonly name: string}
		| {readonly type: 'item'; readonly of: Expression; readonly key: Expression}
		| {readonly type: 'slice'; readonly from?: Expression; readonly to?: Expression; readonly step?: Expression}
		| {readonly type: 'call'; readonly of: Expression; readonly call: Call}
		| {readonly type: 'filter' | 'test'; readonly of: Expression; readonly name: string; readonly call: Call}
		| {readonly type: 'not' | 'minus' | 'plus'; readonly of: Expression}
		| {readonly type: 'binary'; readonly operator: BinaryOperator; readonly left: Expression; readonly right: Expression}
		| {readonly type: 'and' | 'or'; readonly left: Expression; readonly right: Expression}
		| {readonly type: 'join'; readonly items: readonly Expression[]}
		| CompareChain
		| {readonly type: 'choice'; readonly test: Expression; readonly yes: Expression; readonly no?: Expression}
		| {readonly type: 'broken'; readonly names: readonly NameAt[]}
	);

/** `a < b < c`. */
export type CompareChain = {
	readonly type: 'compare';
	readonly first: Expression;
	readonly rest: ReadonlyArray<readonly [Comparison, Expression]>;
	/** Jinja2 writes brackets around it. */
	readonly isClosed?: boolean;
	/** It is computed while Jinja2 compiles, where only the last comparison counts. */
	readonly isFolded?: boolean;
};

/** A parameter of a macro, with the value that it has when none is given. */
export type MacroParameter = {readonly name: string; readonly otherwise?: Expression};

/** A part of a template: text, something printed, or a statement. */
export type Node =
	| {readonly type: 'text'; readonly text: string}
	| {readonly type: 'print'; readonly value: Expression}
	| {readonly type: 'if'; readonly branches: ReadonlyArray<{readonly test: Expression; readonly body: readonly Node[]}>; readonly otherwise: readonly Node[]}
	| ForNode
	| {readonly type: 'set'; readonly target: Expression; readonly value: Expression}
	| {readonly type: 'set-block'; readonly target: Expression; readonly body: readonly Node[]; readonly filter?: Expression}
	| {readonly type: 'filter-block'; readonly filter: Expression; readonly body: readonly Node[]}
	| {readonly type: 'with'; readonly values: ReadonlyArray<readonly [Expression, Expression]>; readonly body: readonly Node[]}
	| MacroNode
	| {readonly type: 'call-block'; readonly call: Expression; readonly caller: MacroNode}
	| BlockNode
	/** What is wrong has been said; `own` are names that it would have given a value. */
	| {readonly type: 'broken'; readonly expression: Expression; readonly own: readonly string[]; readonly body: readonly Node[]};

/** `{% for … %}`. */
export type ForNode = {
	readonly type: 'for';
	readonly target: Expression;
	readonly of: Expression;
	readonly test?: Expression;
	readonly isRecursive: boolean;
	readonly body: readonly Node[];
	readonly otherwise: readonly Node[];
};

/** `{% macro … %}`, and what `{% call %}` gives to one. */
export type MacroNode = {
	readonly type: 'macro';
	readonly name?: string;
	readonly parameters: readonly MacroParameter[];
	readonly body: readonly Node[];
};

/** `{% block … %}`. */
export type BlockNode = {readonly type: 'block'; readonly name: string; readonly isScoped: boolean; readonly body: readonly Node[]};
