import {evaluate} from './evaluate.ts';
import {placed} from './place-error.ts';
import {itemsOf} from './python/items.ts';
import {isSpace, type Python, TemplateError} from './python/values.ts';
import type {Run} from './run.ts';
import type {Expression} from './syntax/ast.ts';

/** Gives names a value: one, several that are taken from a list, or one in a `namespace()`. */
export function assign(target: Expression, value: Python, run: Run): void {
	if (target.type === 'name') {
		run.own.set(target.name, value);
	} else if (target.type === 'attribute') {
		const space = evaluate(target.of, run);
		if (!isSpace(space) || space.name !== 'namespace')
			throw new TemplateError('Only a namespace() has names that can be set.', target.start, target.end, 'Write {% set ns = namespace() %} before it.');
		space.attributes.set(target.name, value);
	} else if (target.type === 'tuple') {
		const items = placed(target, () => itemsOf(value, run.tools));
		const {length} = target.items;
		if (items.length !== length) {
			const message = `There ${items.length === 1 ? 'is 1 value' : `are ${items.length} values`} for ${length} names.`;
			throw new TemplateError(message, target.start, target.end, 'Write as many names as there are values.');
		}
		for (const [index, name] of target.items.entries()) assign(name, items[index] ?? null, run);
	}
}
