import {expect, test} from 'vitest';
import {resourcesOf} from '../../../../source/engines/kubernetes/manifests/amounts.ts';
import type {Resources} from '../../../../source/polyaxonfile/specification.ts';

const of = (resources: Resources) => ({resources, secret_refs: [], configmap_refs: []});

test('cores are cores, bare memory is Mi, devices are whole and asked for on both sides', () => {
	const resources = {cpu: {requests: 0.5, limits: 2}, memory: {requests: 256, limits: 0.5}, gpu: {requests: 1}, tpu: {limits: 8}};
	expect(resourcesOf(of(resources))).toEqual({
		requests: {cpu: '500m', memory: '256Mi', 'nvidia.com/gpu': '1', 'google.com/tpu': '8'},
		limits: {cpu: '2', memory: '524288', 'nvidia.com/gpu': '1', 'google.com/tpu': '8'},
	});
});

test('what is not asked for is not there', () => {
	expect(resourcesOf(of({}))).toBeUndefined();
	expect(resourcesOf(of({gpu: {requests: 0}}))).toBeUndefined();
	expect(resourcesOf({secret_refs: [], configmap_refs: []})).toBeUndefined();
	expect(resourcesOf(of({memory: {limits: 1024}}))).toEqual({limits: {memory: '1024Mi'}});
});

test('a part of a GPU is one', () => {
	const gpus = [{limits: 0.5}, {requests: 2}, {limits: 0, requests: 1}].map(gpu => resourcesOf(of({gpu}))?.limits);
	expect(gpus).toEqual([{'nvidia.com/gpu': '1'}, {'nvidia.com/gpu': '2'}, undefined]);
});
