import {execaSync} from 'execa';
import type {World} from '../../world.ts';
import {findProgram} from '../processes/find-program.ts';

/** A python3 as it introduces itself. */
export type Interpreter = {
	/** What starts it: `sys.executable`. */
	readonly path: string;
	/** The file behind links and shims. */
	readonly realPath: string;
	/** All of `sys.version`, so that another build of the same number counts as another interpreter. */
	readonly version: string;
	/** Whether `python3 -m venv` can work (Debian keeps ensurepip in the package python3-venv). */
	readonly hasVenv: boolean;
};

const question = `
import importlib.util, json, os, sys
print(json.dumps({
    "path": sys.executable, "realPath": os.path.realpath(sys.executable), "version": sys.version,
    "hasVenv": all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")),
}))
`;

/** The python3 of the user's PATH, or undefined. Waits for it (some 30 ms), so that plans can be made in one go. */
export function findPython(world: Pick<World, 'env' | 'cwd'>): Interpreter | undefined {
	const path = findProgram(world, 'python3');
	if (path === undefined) return undefined;
	// -S: the answer does not need site-packages, which may be slow to load.
	const {stdout, failed} = execaSync(path, ['-S', '-c', question], {
		env: {...world.env},
		extendEnv: false,
		cwd: world.cwd,
		stdin: 'ignore',
		reject: false,
		timeout: 3000,
	});
	return failed ? undefined : parse(stdout);
}

function parse(text: string): Interpreter | undefined {
	try {
		const value: Partial<Record<keyof Interpreter, unknown>> = JSON.parse(text);
		const {path, realPath, version, hasVenv} = value;
		return typeof path === 'string' && typeof realPath === 'string' && typeof version === 'string'
			? {path, realPath, version, hasVenv: hasVenv === true}
			: undefined;
	} catch {
		return undefined;
	}
}
