import {join} from 'node:path';
import type {World} from '../../world.ts';
import {valuesOf} from '../ref-values.ts';
import type {HostPlan} from './plan.ts';

type Variables = Record<string, string>;

const allowed = new Set([
	...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'LANG', 'LANGUAGE', 'TERM', 'TMPDIR', 'TZ', 'LD_LIBRARY_PATH', 'CUDA_VISIBLE_DEVICES'],
	...['SSL_CERT_FILE', 'SSL_CERT_DIR', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'],
]);
const allowedPattern = /^(LC_\w+|\w+_proxy)$/i;

/** Where pip gets packages from on this computer; how it behaves is ours to say. */
const allowedForSteps = /^PIP_(INDEX_URL|EXTRA_INDEX_URL|FIND_LINKS|TRUSTED_HOST|CERT|CLIENT_CERT|PROXY|DEFAULT_TIMEOUT|NO_INDEX|CACHE_DIR)$/;

/** The environment of the build steps: an allow-list, env_vars, the virtual environment. Never a secret. */
export function stepEnv(world: Pick<World, 'env'>, plan: HostPlan): Variables {
	const env: Variables = {
		...startingEnv(world, plan, name => isAllowed(name) || allowedForSteps.test(name)),
		// No step may ask a question, or touch the Python of the computer: without a virtual environment pip then fails.
		...{PIP_NO_INPUT: '1', PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_REQUIRE_VIRTUALENV: '1', DEBIAN_FRONTEND: 'noninteractive', PYTHONUNBUFFERED: '1'},
		POLYAXON_TUI_RUN_FOLDER: plan.runFolder,
	};
	addPairs(env, plan.env);
	return withVenv(env, plan);
}

/** The environment of the command: an allow-list, env_vars, configmaps, secrets, POLYAXON_…, in this order. Throws what reading an env file throws. */
export async function runEnv(world: Pick<World, 'env'>, plan: HostPlan): Promise<Variables> {
	const env = startingEnv(world, plan, isAllowed);
	addPairs(env, plan.env);
	for (const source of [...plan.configmapRefs, ...plan.secretRefs]) Object.assign(env, await valuesOf(source));
	for (const [name, value] of plan.polyaxonEnv) env[name] = value;
	return withVenv(env, plan);
}

function startingEnv(world: Pick<World, 'env'>, plan: HostPlan, isTaken: (name: string) => boolean): Variables {
	const env: Variables = {PATH: '/usr/local/bin:/usr/bin:/bin'};
	for (const [name, value] of Object.entries(world.env)) if (value !== undefined && isTaken(name)) env[name] = value;
	// The platform hides the GPUs of a node from a run that asks for none (kubernetes#59629).
	if (!plan.asksGpu) env.CUDA_VISIBLE_DEVICES = '';
	return env;
}

function isAllowed(name: string): boolean {
	return allowed.has(name) || allowedPattern.test(name);
}

/** As ENV in a Dockerfile does, `$NAME` and `${NAME}` of a variable that is set stand for its value (`$PATH:/opt/bin`); every other `$` is a dollar sign. */
function addPairs(env: Variables, pairs: HostPlan['env']): void {
	for (const [name, value] of pairs) {
		env[name] = value.replaceAll(/\$(?:(\w+)|\{(\w+)\})/g, (whole, plain?: string, braced?: string) => env[plain ?? braced ?? ''] ?? whole);
	}
}

function withVenv(env: Variables, {environment}: HostPlan): Variables {
	if (!environment?.needsPython) return env;
	const venv = join(environment.folder, 'venv');
	return {...env, VIRTUAL_ENV: venv, PATH: `${join(venv, 'bin')}:${env.PATH}`};
}
