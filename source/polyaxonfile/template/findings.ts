import type {Missing, TemplateError} from './python/values.ts';
import type {Remark} from './scope.ts';

/** The names that were taken as nothing, what should be known, and the errors, each in the order of the template. */
export type Found = {readonly missing: readonly Missing[]; readonly remarks: readonly Remark[]; readonly errors: readonly TemplateError[]};

/** What was found in a template, each thing once though a loop comes by it often. */
export type Findings = {
	readonly note: (missing: Missing) => void;
	readonly remark: (remark: Remark) => void;
	readonly fail: (error: TemplateError) => void;
	readonly all: () => Found;
};

/** Collects what is found, starting with the errors of the parser. */
export function createFindings(given: readonly TemplateError[]): Findings {
	const missing: Missing[] = [];
	const remarks: Remark[] = [];
	const errors: TemplateError[] = [...given];
	return {
		note: found => found.isFollowing || keep(missing, found),
		remark: found => keep(remarks, found),
		fail: found => found.reach === 'following' || keep(errors, found),
		all: () => {
			if (errors.length === 0) return {missing: missing.sort(byPlace), remarks, errors};
			// An undeclared name that is an error is no warning too
			const said = new Set(errors.flatMap(({undeclared, start}) => (undeclared === undefined ? [] : [start])));
			return {missing: missing.filter(({start}) => !said.has(start)).sort(byPlace), remarks, errors: errors.sort(byPlace)};
		},
	};
}

type Placed = {readonly message: string; readonly start?: number; readonly end?: number};

const byPlace = (a: Placed, b: Placed) => (a.start ?? 0) - (b.start ?? 0);

/** More than this nobody reads, and a loop may find something else each time. */
const most = 50;

function keep<T extends Placed>(kept: T[], item: T): void {
	const isKept = kept.some(({message, start, end}) => start === item.start && end === item.end && message === item.message);
	if (!isKept && kept.length < most) kept.push(item);
}
