import {expect, test} from 'vitest';
import {affinityOf, textsOf, tolerationsOf} from '../../../../source/engines/kubernetes/manifests/placing.ts';
import {Numeral} from '../../../../source/polyaxonfile/numeral.ts';

const none = {secret_refs: [], configmap_refs: []};

test('selectors and labels are text, as YAML would write it', () => {
	expect(textsOf({a: 'x', b: 1, c: true, d: new Numeral('1.0'), e: null})).toEqual({a: 'x', b: '1', c: 'true', d: '1.0', e: ''});
	expect(textsOf(undefined)).toEqual({});
});

test('tolerations have text, and seconds as a number', () => {
	const tolerations = [{key: 'gpu', operator: 'Equal', value: true, effect: 'NoExecute', tolerationSeconds: new Numeral('30.0')}];
	expect(tolerationsOf({...none, tolerations})).toEqual([{key: 'gpu', operator: 'Equal', value: 'true', effect: 'NoExecute', tolerationSeconds: 30}]);
	expect([tolerationsOf(none), tolerationsOf({...none, tolerations: []})]).toEqual([undefined, undefined]);
});

test('an affinity is what the file says, with text where Kubernetes wants text', () => {
	const preference = {matchExpressions: [{key: 'cores', operator: 'Gt', values: [4, true]}]};
	const affinity = {
		nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 10, preference}]},
		podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: 'zone', labelSelector: {matchLabels: {run: 1}}}]},
	};
	expect(affinityOf({...none, affinity})).toEqual({
		nodeAffinity: {
			preferredDuringSchedulingIgnoredDuringExecution: [{weight: 10, preference: {matchExpressions: [{key: 'cores', operator: 'Gt', values: ['4', 'true']}]}}],
		},
		podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: 'zone', labelSelector: {matchLabels: {run: '1'}}}]},
	});
	expect([affinityOf(none), affinityOf({...none, affinity: {}})]).toEqual([undefined, undefined]);
});
