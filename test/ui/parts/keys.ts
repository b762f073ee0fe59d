import type {Press} from '../../../source/ui/parts/press.ts';

/** Presses from words: `<left>` is a key by its name, all else is typed letter by letter. */
export function typed(text: string): readonly Press[] {
	return [...text.matchAll(/<([^<>\s]+)>|[\s\S]/gu)].map(
		([all, name]): Press => (name ? {type: 'key', name, text: ''} : {type: 'key', name: all === ' ' ? 'space' : all, text: all}),
	);
}

/** A paste. */
export function pasted(text: string): Press {
	return {type: 'paste', text};
}
