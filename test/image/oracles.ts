import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {env} from 'node:process';
import {printValue} from '../../source/polyaxonfile/print-value.ts';
import type {Build} from '../../source/polyaxonfile/specification.ts';

/** A Dockerfile that the platform's own generator wrote, and what it was given. */
export type Oracle = {
	readonly case: string;
	readonly file: string;
	readonly repo_files: readonly string[];
	/** The rights of the files after it; it made the setup file executable. */
	readonly modes_after: Readonly<Record<string, string>>;
	readonly build: Build;
};

type Case = Omit<Oracle, 'file' | 'build'> & {
	readonly args: {
		readonly from_image: string;
		readonly build_steps?: readonly string[];
		readonly env_vars?: ReadonlyArray<readonly [string, string | number | boolean]>;
		readonly lang_env?: string;
	};
};

const folder = join(env.POLYAXON_TUI_FIXTURES ?? join(import.meta.dirname, '../../../shared/fixtures'), 'dockerfiles');

/** None where the fixtures are not there. */
export const oracles: readonly Oracle[] = existsSync(folder) ? JSON.parse(readFileSync(join(folder, 'CASES.json'), 'utf8')).map(toOracle) : [];

function toOracle({args, ...rest}: Case): Oracle {
	const {from_image: image, build_steps = [], env_vars = [], lang_env} = args;
	const build = {image, build_steps, env_vars: env_vars.map(([name, value]) => [name, printValue(value)] as const), lang_env};
	return {...rest, file: join(folder, `${rest.case}.Dockerfile`), build};
}
