import {expect, test} from 'vitest';
import type {ClusterFacts} from '../../source/engines/kubernetes/facts/cluster-facts.ts';
import {type Answers, emptyAnswers} from '../../source/wizard/answers.ts';
import {readAnswersFile} from '../../source/wizard/answers-file.ts';
import {problemsAway} from '../../source/wizard/checks/away.ts';
import {commandLineOf} from '../../source/wizard/command-line.ts';
import {emptyFacts} from '../../source/wizard/facts.ts';
import {readFlags} from '../../source/wizard/flag-answers.ts';
import {fromPolyaxonfile} from '../../source/wizard/from-polyaxonfile.ts';
import {problemsOf} from '../../source/wizard/questions.ts';
import {readDraft} from '../../source/wizard/read-draft.ts';
import {suggestAccounts, suggestGpus, suggestLabels} from '../../source/wizard/suggest-placement.ts';
import {summaryOf} from '../../source/wizard/summary.ts';
import {toPolyaxonfile} from '../../source/wizard/to-polyaxonfile.ts';

const facts: ClusterFacts = {
	devices: [
		{resource: 'nvidia.com/gpu', total: 4, mostOnOneNode: 2, nodes: 2},
		{resource: 'rdma/hca', total: 9, mostOnOneNode: 9, nodes: 1},
	],
	nodeLabels: [
		{key: 'disk', values: ['ssd', 'hdd'].map(value => ({value, nodes: 1}))},
		{key: 'kubernetes.io/arch', values: [{value: 'amd64', nodes: 2}]},
		{key: 'zone', values: [{value: 'a', nodes: 2}]},
	],
	serviceAccounts: ['default', 'runner', 'trainer'],
};

const answers = (given: Partial<Answers>): Answers => ({...emptyAnswers, image: 'a:1', command: 'ls', engine: 'kubernetes', ...given});

const file = `version: 1
kind: job # mine
environment:
  # where it may run
  node_selector:
    disk: ssd # fast
    zone: 1
  affinity: {}
  service_account: robot # not mine
build: {image: 'a:1'}
run: {cmd: ls}
`;

test('labels and the account are read from a file, which keeps its comments where one of them changes', () => {
	const given = {...emptyAnswers, ...fromPolyaxonfile(file)};
	expect([given.nodeSelector, given.serviceAccount]).toEqual(['disk=ssd, zone=1', 'robot']);
	expect(toPolyaxonfile(given, file)).toBe(file);
	const changed = {...given, nodeSelector: 'disk=hdd, zone=1, a.b/c=yes', serviceAccount: 'trainer'};
	expect(toPolyaxonfile(changed, file)).toBe(
		file.replace('ssd # fast', 'hdd # fast').replace('zone: 1', "zone: 1\n    a.b/c: 'yes'").replace('robot', 'trainer'),
	);
	expect(toPolyaxonfile({...given, nodeSelector: '', serviceAccount: ''}, file)).toBe(`version: 1
kind: job # mine
environment:
  affinity: {}
build: {image: 'a:1'}
run: {cmd: ls}
`);
});

test('what stands there and is no map of labels stays, and so does a template', () => {
	for (const odd of ['node_selector: ssd', 'node_selector: {a: [b]}', 'node_selector: {a: null}', 'node_selector: {}', 'service_account: 5']) {
		const text = `version: 1\nkind: job\nenvironment: {${odd}}\nbuild: {image: 'a:1'}\nrun: {cmd: ls}\n`;
		expect(toPolyaxonfile({...emptyAnswers, ...fromPolyaxonfile(text)}, text)).toBe(text);
	}
});

test('what cannot be a label or an account is an error, whatever the cluster', () => {
	const codes = (nodeSelector: string, serviceAccount = '') =>
		problemsOf('resources', answers({nodeSelector, serviceAccount}), emptyFacts('/code')).map(({code, message}) => `${code} ${message}`);
	expect(codes('disk=ssd, node-role.kubernetes.io/worker=, a.b/C_d=1.2')).toEqual([]);
	expect(codes('disk')).toEqual(['node-label "disk" has no value.']);
	expect(codes('=x')).toEqual(['node-label "" cannot be a label.']);
	expect(codes('-disk=x')).toEqual(['node-label "-disk" cannot be a label.']);
	expect(codes('A_b/disk=x')).toEqual(['node-label "A_b/disk" cannot be a label.']);
	expect(codes('a/b/c=x')).toEqual(['node-label "a/b/c" cannot be a label.']);
	expect(codes(`${'k'.repeat(64)}=x`)).toEqual([`node-label "${'k'.repeat(64)}" cannot be a label.`]);
	expect(codes('disk=a b')).toEqual(['node-label "a b" cannot be the value of a label.']);
	expect(codes('a=1, a=2')).toEqual(['repeated-name The label a is asked for twice.']);
	expect(codes('', 'Robot')).toEqual(['object-name "Robot" cannot be a name in Kubernetes.']);
	expect(codes('a={{ b }}', '{{ c }}')).toEqual([]);
});

test('what the cluster does not have is a warning, with what is nearly the same', () => {
	const told = (given: Partial<Answers>, of = facts) =>
		problemsAway(answers(given), of).map(({severity, path, message, fix}) => [severity, path.join('.'), message, fix?.answers]);
	expect(told({nodeSelector: 'disk=ssd, zone=a', serviceAccount: 'trainer', resources: {gpu: '2'}})).toEqual([]);
	expect(told({nodeSelector: 'zone=a, disk=sdd'})).toEqual([['warning', 'nodeSelector', 'No node has disk=sdd.', {nodeSelector: 'zone=a, disk=ssd'}]]);
	expect(told({nodeSelector: 'disc=ssd'})).toEqual([['warning', 'nodeSelector', 'No node has the label disc.', {nodeSelector: 'disk=ssd'}]]);
	expect(told({nodeSelector: 'rack=7'})).toEqual([['warning', 'nodeSelector', 'No node has the label rack.', undefined]]);
	expect(told({serviceAccount: 'trainr'})).toEqual([
		['warning', 'serviceAccount', 'The namespace has no service account trainr.', {serviceAccount: 'trainer'}],
	]);
	expect(told({resources: {gpu: '3'}})).toEqual([['warning', 'resources.gpu', 'No node has 3 GPUs; the largest one has 2.', undefined]]);
	expect(told({resources: {gpu: '1'}}, {devices: []})).toEqual([['warning', 'resources.gpu', 'No node has a GPU (nvidia.com/gpu) now.', undefined]]);
	expect(told({nodeSelector: 'disk={{ disk }}', serviceAccount: '{{ who }}'})).toEqual([]);
	expect(told({nodeSelector: 'rack=7', serviceAccount: 'x', resources: {gpu: '9'}}, {})).toEqual([]);
});

test('labels are offered with their nodes; one that is taken joins the others, or takes the place of its own key and of what is typed', () => {
	const offered = (nodeSelector: string) =>
		suggestLabels(facts, answers({nodeSelector})).map(({label, foundIn, answers: {nodeSelector: taken}}) => [label, foundIn, taken]);
	expect(offered('')).toEqual([
		['disk=ssd', '1 node', 'disk=ssd'],
		['disk=hdd', '1 node', 'disk=hdd'],
		['zone=a', '2 nodes', 'zone=a'],
	]);
	expect(offered('zone=a, disk=ssd')).toEqual([['disk=hdd', '1 node', 'zone=a, disk=hdd']]);
	expect(offered('rack=7')).toEqual([
		['disk=ssd', '1 node', 'rack=7, disk=ssd'],
		['disk=hdd', '1 node', 'rack=7, disk=hdd'],
		['zone=a', '2 nodes', 'rack=7, zone=a'],
	]);
	expect(offered('zone=a, HD')).toEqual([['disk=hdd', '1 node', 'zone=a, disk=hdd']]);
	expect(offered('zone=a, arch=')).toEqual([['kubernetes.io/arch=amd64', '2 nodes', 'zone=a, kubernetes.io/arch=amd64']]);
});

test('accounts are offered besides the default one, narrowed by what is typed; GPUs one, and all of the largest node', () => {
	const accounts = (serviceAccount: string) =>
		suggestAccounts(facts, answers({serviceAccount})).map(({label, answers: taken}) => [label, taken.serviceAccount]);
	expect(accounts('')).toEqual([
		['runner', 'runner'],
		['trainer', 'trainer'],
	]);
	expect(accounts('tr')).toEqual([['trainer', 'trainer']]);
	expect(accounts('trainer')).toEqual([['runner', 'runner']]);
	expect(suggestGpus(facts, answers({resources: {cpu: '1', gpu: '1'}}))).toEqual([
		{label: '2 of 4 nvidia.com/gpu', foundIn: 'on 2 nodes, at most 2 on one', answers: {resources: {cpu: '1', gpu: '2'}}},
	]);
	expect(suggestGpus({devices: []}, answers({}))).toEqual([]);
});

test('they go into the flags, answers.yaml, the draft, the command that gives the same again, and the rail', () => {
	const both = {nodeSelector: 'disk=ssd, zone=a', serviceAccount: 'trainer'};
	expect(readFlags({nodeSelector: ['disk=ssd,zone=a'], serviceAccount: 'trainer'})).toEqual({answers: both, problems: []});
	expect(readFlags({nodeSelector: ['disk']}).problems.map(({message}) => message)).toEqual(['--node-selector disk has no "=".']);
	for (const form of ['{disk: ssd, zone: a}', '[disk=ssd, zone=a]', 'disk=ssd, zone=a'])
		expect(readAnswersFile(`node_selector: ${form}\nservice_account: trainer\n`)).toEqual({answers: both, problems: []});
	expect(readDraft(JSON.stringify({version: 1, answers: answers(both), step: 'review', visited: [], savedAt: 1}))?.answers).toEqual(answers(both));
	expect(commandLineOf(answers(both))).toContain(' --node-selector disk=ssd --node-selector zone=a --service-account trainer --engine kubernetes');
	expect(summaryOf('resources', answers({...both, resources: {cpu: '1'}}), true)).toBe('cpu 1, disk=ssd, zone=a, trainer');
});
