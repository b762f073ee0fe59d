import {sanitiseLine} from '../../../../terminal/sanitise.ts';
import {quote} from '../../../processes/shell-quote.ts';
import type {Look} from './cause.ts';

/** A kubectl command for the run's cluster and namespace. `parts` are words; those that need it are quoted. */
export function kubectl({context, namespace}: Pick<Look, 'context' | 'namespace'>, ...parts: readonly string[]): string {
	const words = ['kubectl', ...parts, '--namespace', namespace, ...(context === undefined ? [] : ['--context', context])];
	return words.map(word).join(' ');
}

/** A text as one printable word of a shell, without quotes where it needs none. */
export function word(text: string): string {
	const printable = sanitiseLine(text);
	return /^[\w.:/@=,+-]+$/.test(printable) ? printable : quote(printable);
}
