import type {World} from '../../world.ts';
import {type ContainerEngineName, containerEngineNames} from '../engine.ts';
import {runTool} from './run-tool.ts';
import {containerTools} from './tools.ts';

/** Milliseconds. */
const patience = 2500;

/** The images that the engines of this machine have and that people gave a name, newest first; none of an engine that does not answer. */
export async function localImages(world: World, names: readonly ContainerEngineName[] = containerEngineNames): Promise<readonly string[]> {
	const lists = await Promise.all(names.map(name => imagesOf(world, name)));
	return [...new Set(lists.flat())];
}

async function imagesOf(world: World, name: ContainerEngineName): Promise<readonly string[]> {
	const {isOk, stdout} = await runTool({world, tool: containerTools[name]}, ['images', '--format', '{{.Repository}}:{{.Tag}}'], {patience});
	return isOk ? namedImages(stdout) : [];
}

/** One image a line. Those without a name are layers of others, and `plx-` are our own, which have the code of a run in them. */
export function namedImages(output: string): readonly string[] {
	const lines = output.split(/\r?\n/).map(line => line.trim());
	return lines.filter(line => /^[^<>\s]+:[^<>\s]+$/.test(line) && !/(?:^|\/)plx-/.test(line)).map(line => line.replace(/^docker\.io\/(?:library\/)?/, ''));
}
