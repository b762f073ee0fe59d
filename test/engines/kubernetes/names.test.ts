import {expect, test} from 'vitest';
import {jobNamesOf, labelValue, repositoryOf, slugOf} from '../../../source/engines/kubernetes/names.ts';

const run = {name: 'My Digits_1', runId: 'r-abcdef', runFolder: '/runs/r-abcdef', created: 1};

test.each(['digits', 'My Digits_1', '-', '', 'Zahlen/äöü', '数字', '9', 'a'.repeat(300), `${'a'.repeat(36)}--b`, 'a.b.c'])(
	'Jobs of a run named "%s" have names that Kubernetes takes, with room for those of their pods',
	name => {
		const {job, buildJob} = jobNamesOf({...run, name});
		for (const each of [job, buildJob]) expect(each).toMatch(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/);
		expect(job.length).toBeLessThanOrEqual(48);
		expect(buildJob).toBe(`${job}-build`);
		expect(buildJob.length).toBeLessThanOrEqual(63 - '-xxxxx'.length);
	},
);

test('a name says what is run and when, and runs of other folders and times have others', () => {
	const {job} = jobNamesOf(run);
	expect(job).toMatch(/^plx-my-digits-1-abcdef-[0-9a-f]{5}$/);
	const others = [
		{...run, runFolder: '/other'},
		{...run, created: 2},
	].map(other => jobNamesOf(other).job);
	expect(new Set([job, ...others]).size).toBe(3);
});

test('repositories and parts of names are plain', () => {
	expect(repositoryOf('registry.example.com:5000/team', 'Größe 2')).toBe('registry.example.com:5000/team/plx-gro-e-2');
	expect(['é', '--a--', '***', 'a-b'].map(text => slugOf(text, 3))).toEqual(['e', 'a', 'run', 'a-b']);
	expect(slugOf('ab-cd', 3)).toBe('ab');
});

test('values of labels are what Kubernetes takes, from any text', () => {
	const values = ['My Digits_1', '../x', 'ä', 'a'.repeat(100), `${'a'.repeat(62)}..b`, 'a b/c', '.'].map(labelValue);
	expect(values).toEqual(['My-Digits_1', 'x', '', 'a'.repeat(63), 'a'.repeat(62), 'a-b-c', '']);
	for (const value of values) expect(value).toMatch(/^(?:[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?)?$/);
});
