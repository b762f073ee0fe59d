import {ApiError} from '../client/api-error.ts';
import type {Answer, Ask} from './ask.ts';

/** A row as `kubectl get` prints it: cells by the lower-case name of their column. */
export type TableRow = Readonly<Record<string, string | number>>;

type Table = {
	readonly kind?: string;
	readonly columnDefinitions?: ReadonlyArray<{readonly name?: string}>;
	readonly rows?: ReadonlyArray<{readonly cells?: readonly unknown[]}>;
};

/**
 * One object, or the objects of a list, without what they hold. `includeObject=None` leaves the metadata out too: the annotation
 * `last-applied-configuration`, which `kubectl apply` writes, has the values of a secret. There is no other form in Accept, so that a server that has no
 * tables answers 406 rather than with the object.
 */
export async function readTable(ask: Ask, path: string, query: Readonly<Record<string, string | number>> = {}): Promise<Answer<readonly TableRow[]>> {
	const answer = await ask<Table>('GET', path, {query: {...query, includeObject: 'None'}, accept: 'application/json;as=Table;g=meta.k8s.io;v=v1'});
	if (!answer.isOk) return answer;
	// Something between us and the server, such as a proxy of an old kind, did not pass the header on
	if (answer.value.kind !== 'Table') return {isOk: false, error: new ApiError('answer', 'the answer is not a table')};
	return {isOk: true, value: rowsOf(answer.value)};
}

function rowsOf({columnDefinitions = [], rows = []}: Table): readonly TableRow[] {
	const names = columnDefinitions.map(({name}) => String(name).toLowerCase());
	return (rows ?? []).map(({cells = []}) =>
		Object.fromEntries(names.map((name, index) => [name, typeof cells[index] === 'number' ? cells[index] : String(cells[index] ?? '')])),
	);
}
