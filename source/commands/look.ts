import {capabilitiesOf} from '../terminal/capabilities.ts';
import {createStyle, type Style} from '../terminal/style.ts';
import {type Symbols, symbolsFor} from '../terminal/symbols.ts';
import type {World} from '../world.ts';

/** The symbols and colours that this terminal can show. */
export function lookOf(world: World): {readonly symbols: Symbols; readonly style: Style} {
	return {symbols: symbolsFor(capabilitiesOf(world).hasUnicode), style: createStyle(world)};
}
