import {YamlFault} from './fault.ts';
import type {Finding} from './finding.ts';
import type {Token} from './token.ts';

/** The tag of a value, a standard one as `!!int`, and where it stands. */
export type Tag = {readonly name: string; readonly start: number; readonly end: number};

/** What the handles before tags stand for, as `%TAG` lines say. */
export type Handles = ReadonlyMap<string, string>;

const standard = 'tag:yaml.org,2002:';

/** The handles that are there without `%TAG`. */
export const commonHandles: Handles = new Map([
	['!', '!'],
	['!!', standard],
]);

/** The tag that a token writes. */
export function tagOf({text, rest = '', start, end}: Token, handles: Handles): Tag {
	const prefix = text === '' ? '' : handles.get(text);
	if (prefix === undefined) throw new YamlFault('tag', start, end);
	const whole = prefix + rest;
	return {name: whole.startsWith(standard) ? `!!${whole.slice(standard.length)}` : whole, start, end};
}

const known = new Set('!!null !!bool !!int !!float !!binary !!timestamp !!omap !!pairs !!set !!str !!seq !!map'.split(' '));

/** What there is to say of a tag that does not say what its value is anyway. */
export function tagFinding({name, start, end}: Tag, on: '!!map' | '!!seq' | 'text'): Finding | undefined {
	if (name === '!' || name === on) return undefined;
	const place = {offset: start, length: end - start};
	if (!known.has(name))
		return {
			...place,
			code: 'not-yaml',
			message: 'The platform knows no such tag (a word that starts with "!").',
			hint: 'Leave it away, or put the value in quotes.',
		};
	if (name === '!!set' && on === '!!map')
		return {
			...place,
			code: 'lost-value',
			severity: 'warning',
			message: '!!set makes a set, which the platform turns into nothing (None).',
			hint: 'Write a list.',
		};
	if ((name === '!!omap' || name === '!!pairs') && on === '!!seq')
		return {...place, code: 'not-yaml', message: `${name} makes pairs of Python, which nothing here can use.`, hint: 'Leave the tag away, or write a mapping.'};
	const what = on === '!!map' ? 'a mapping' : on === '!!seq' ? 'a list' : 'this text';
	return {...place, code: 'not-yaml', message: `${name} does not fit: the value is ${what}.`, hint: 'Leave the tag away.'};
}
