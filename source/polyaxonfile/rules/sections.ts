import type {Kind} from '../specification.ts';
import {build, buildKeys, buildSource} from './build.ts';
import {declarations} from './declarations.ts';
import {distribution} from './distribution.ts';
import {environment} from './environment.ts';
import {header} from './header.ts';
import {inputs} from './inputs.ts';
import {misplacedBuildNames, newerBuildNames, newerTopNames} from './newer-names.ts';
import {type Key, type SectionRule, section, type ValueOf} from './rule.ts';
import {run} from './run.ts';

/** Every section of a file, in the order of the reference. */
export const sections = {...header, ...inputs, declarations, ...distribution, environment, build, run} as const satisfies Readonly<Record<string, Key>>;

/** What a file reads as; the keys of a build stand at the top in `kind: build`. */
export type FileValues = ValueOf<{readonly type: 'section'; readonly keys: typeof sections & typeof buildKeys}>;

/** The kinds that the platform knows. */
export const kinds = ['experiment', 'job', 'build', 'group', 'notebook', 'tensorboard', 'pipeline'] as const;

/** The rule of a whole file of a kind. */
export function fileRule(kind: Kind): SectionRule {
	const own = Object.entries<Key>(sections).filter(([, key]) => key.kinds?.includes(kind) ?? true);
	const foreign = Object.entries<Key>(sections).filter(([, key]) => key.kinds && !key.kinds.includes(kind));
	const strangers = Object.fromEntries(
		foreign.flatMap(([name, key]) => [name, ...(key.otherName ? [key.otherName] : [])].map(each => [each, notIn(each, kind)])),
	);
	if (kind === 'build') {
		const keys = {...Object.fromEntries(own), ...buildKeys};
		return section(keys, {oneOf: buildSource, strangers: {...newerTopNames, ...newerBuildNames, ...strangers}});
	}
	return section(Object.fromEntries(own), {strangers: {...newerTopNames, ...misplacedBuildNames, ...strangers}});
}

function notIn(name: string, kind: Kind) {
	const hint =
		kind === 'build' && name === 'run' ? 'A build runs its build_steps only. Delete it, or write "kind: job".' : 'Delete it, or choose another kind.';
	return {code: 'not-in-kind', message: `"${name}" has no place in a file of kind ${kind}.`, hint} as const;
}
