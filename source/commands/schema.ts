import {createJsonSchema} from '../polyaxonfile/json-schema.ts';
import type {World} from '../world.ts';

/** Prints the JSON Schema of the polyaxonfile, for editors. */
export async function schemaCommand(world: World): Promise<number> {
	world.stdout.write(`${JSON.stringify(createJsonSchema(), undefined, '\t')}\n`);
	return 0;
}
