import {expect, test} from 'vitest';
import {templateNames} from '../../source/wizard/template-names.ts';

const names = (text: string) => templateNames(text).map(({name}) => name);

test('the names that a template takes from the declarations, each once', () => {
	expect(templateNames('x {{ lr }} {{lr}} {{ b }}')).toEqual([
		{name: 'lr', at: 5},
		{name: 'b', at: 21},
	]);
	expect(names("{{ a.b }} {{ c['d'] }} {{ e | default('f') }} {{ 'g' ~ h }} {{ i is defined }} {{ range(j) }}")).toEqual(['a', 'c', 'e', 'h', 'i', 'j']);
	expect(names('{% for x in xs %}{{ x }}{{ loop.index }}{% endfor %}{% if not y %}{% endif %}{% set z = 1 %}{{ z }}')).toEqual(['xs', 'y']);
	expect(names('$HOME ${a} {b} {{')).toEqual([]);
	expect(names('{{ größe }} {{ 日本 + 1 }} {{ laé }}')).toEqual(['größe', '日本', 'laé']);
	expect(names("{{ '}}' ~ a }}{{ 'it\\'s {{ b }}' }}{# {{ c }} #}{% raw %}{{ d }}{% endraw %}")).toEqual(['a']);
	expect(names('{% macro m(x, y=z) %}{{ x }}{{ caller() }}{% endmacro %}{{ m(u, y=v) }}{% with w = t %}{{ w }}{% endwith %}')).toEqual(['u', 'v', 't']);
});
