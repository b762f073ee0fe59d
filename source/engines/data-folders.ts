import {homedir} from 'node:os';
import {isAbsolute, join} from 'node:path';
import type {World} from '../world.ts';

/** Where runs are kept: `$XDG_DATA_HOME/polyaxon-tui`, else `~/.local/share/polyaxon-tui` (on macOS too). Absolute. */
export function dataFolder(world: Pick<World, 'env'>): string {
	return folderOf(world, 'XDG_DATA_HOME', '.local/share');
}

/** Where built environments are kept: `$XDG_CACHE_HOME/polyaxon-tui`, else `~/.cache/polyaxon-tui`. Absolute. */
export function cacheFolder(world: Pick<World, 'env'>): string {
	return folderOf(world, 'XDG_CACHE_HOME', '.cache');
}

/** Where drafts are kept: `$XDG_STATE_HOME/polyaxon-tui`, else `~/.local/state/polyaxon-tui`. Absolute. */
export function stateFolder(world: Pick<World, 'env'>): string {
	return folderOf(world, 'XDG_STATE_HOME', '.local/state');
}

/** Where the user's settings are: `$XDG_CONFIG_HOME/polyaxon-tui`, else `~/.config/polyaxon-tui`. Absolute. */
export function configFolder(world: Pick<World, 'env'>): string {
	return folderOf(world, 'XDG_CONFIG_HOME', '.config');
}

function folderOf({env}: Pick<World, 'env'>, variable: string, fallback: string): string {
	const configured = env[variable];
	// The specification of XDG base directories has relative paths ignored.
	const base = configured && isAbsolute(configured) ? configured : join(homeOf(env), fallback);
	return join(base, 'polyaxon-tui');
}

function homeOf(env: World['env']): string {
	return env.HOME && isAbsolute(env.HOME) ? env.HOME : homedir();
}
