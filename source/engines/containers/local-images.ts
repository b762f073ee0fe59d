import type {World} from '../../world.ts';
import {type ContainerEngineName, containerEngineNames} from '../engine.ts';
import {runTool, type Tools} from './run-tool.ts';
import {containerTools} from './tools.ts';

/** Milliseconds. */
const patience = 2500;

const listing = ['images', '--format', '{{.Repository}}:{{.Tag}}'] as const;

/** The images that the engines of this machine have and that people gave a name, newest first; none of an engine that does not answer. */
export async function localImages(world: World, names: readonly ContainerEngineName[] = containerEngineNames): Promise<readonly string[]> {
	const lists = await Promise.all(names.map(name => imagesOf(world, name)));
	return [...new Set(lists.flat())];
}

async function imagesOf(world: World, name: ContainerEngineName): Promise<readonly string[]> {
	const {isOk, stdout} = await runTool({world, tool: containerTools[name]}, listing, {patience});
	return isOk ? namedImages(stdout) : [];
}

/** One image a line. Those without a name are layers of others, and `plx-` are our own, which have the code of a run in them. */
export function namedImages(output: string): readonly string[] {
	const lines = output.split(/\r?\n/).map(line => line.trim());
	return lines.filter(line => /^[^<>\s]+:[^<>\s]+$/.test(line) && !/(?:^|\/)plx-/.test(line)).map(line => line.replace(/^docker\.io\/(?:library\/)?/, ''));
}

/**
 * Why an image that the engine does not have cannot be had either: podman gives what it builds the registry `localhost`, which is none. Undefined when a
 * pull may find it.
 */
export async function whyOnlyHere(tools: Tools, image: string): Promise<string | undefined> {
	if (tools.tool.name !== 'podman' || !image.startsWith('localhost/')) return undefined;
	const {isOk, stdout} = await runTool(tools, listing, {patience});
	return isOk ? withTagsHere(image, stdout) : undefined;
}

/** Says that an image is not here, and which others of its repository are; undefined when it is here after all. */
export function withTagsHere(image: string, output: string): string | undefined {
	const whole = image.includes('@') || /:[^/]*$/.test(image) ? image : `${image}:latest`;
	const repository = image.replace(/(?:@|:(?!.*\/)).*$/, '');
	const here = output.split(/\r?\n/).filter(line => line.startsWith(`${repository}:`) && !line.endsWith(':<none>'));
	if (here.includes(whole)) return undefined;
	const others = here.length === 0 ? 'none of another tag' : `${here.slice(0, mostTags).join(', ')}${here.length > mostTags ? ', …' : ''}`;
	return `There is no image ${whole} on this computer, where all images with localhost/ in their name are built. Here is ${others}.`;
}

const mostTags = 10;
