import type {Python} from './values.ts';

type At = {readonly start: number; readonly end: number};

/** The arguments of a call, a filter or a test; `list` and `dict` follow `*` and `**`. */
export type Call = {
	readonly positional: readonly Expression[];
	readonly named: ReadonlyArray<readonly [string, Expression]>;
	readonly list?: Expression;
	readonly dict?: Expression;
};

/** What stands between `{{ }}`, with its place in the template. */
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
		| {readonly type: 'compare'; readonly first: Expression; readonly rest: ReadonlyArray<readonly [Comparison, Expression]>}
		| {readonly type: 'choice'; readonly test: Expression; readonly yes: Expression; readonly no?: Expression}
	);

/** Operators of arithmetic. */
export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**';
/** Operators that compare. */
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';

/** A part of a template: text, something printed, or a statement. */
export type Node =
	| {readonly type: 'text'; readonly text: string}
	| {readonly type: 'print'; readonly value: Expression}
	| {readonly type: 'if'; readonly branches: ReadonlyArray<{readonly test: Expression; readonly body: readonly Node[]}>; readonly otherwise: readonly Node[]}
	| {
			readonly type: 'for';
			readonly target: Expression;
			readonly of: Expression;
			readonly test?: Expression;
			readonly body: readonly Node[];
			readonly otherwise: readonly Node[];
	  }
	| {readonly type: 'set'; readonly target: Expression; readonly value: Expression}
	| {readonly type: 'set-block'; readonly name: string; readonly body: readonly Node[]; readonly filter?: Expression}
	| {readonly type: 'filter-block'; readonly filter: Expression; readonly body: readonly Node[]}
	| {readonly type: 'with'; readonly values: ReadonlyArray<readonly [Expression, Expression]>; readonly body: readonly Node[]};
