import {expect, test} from 'vitest';
import {afterWriting} from '../../source/commands/after-writing.ts';
import {emptyAnswers} from '../../source/wizard/answers.ts';
import {readAnswersFile} from '../../source/wizard/answers-file.ts';
import {commandLineOf} from '../../source/wizard/command-line.ts';
import {emptyFacts} from '../../source/wizard/facts.ts';
import {problemsOf} from '../../source/wizard/questions.ts';
import {readDraft} from '../../source/wizard/read-draft.ts';
import {summaryOf} from '../../source/wizard/summary.ts';
import {toPolyaxonfile} from '../../source/wizard/to-polyaxonfile.ts';
import {answersFrom} from '../../source/wizard/unattended.ts';

const place = {engine: 'kubernetes', context: 'arn:aws:eks/prod x', namespace: 'ml'} as const;
const answers = {...emptyAnswers, ...place, image: 'a:1', command: 'ls'};
const facts = emptyFacts('/code');

test('context and namespace come from flags, which win over answers.yaml', () => {
	const flags = {kind: 'job', image: 'a:1', cmd: ['ls'], engine: 'kubernetes', namespace: 'ml'};
	const from = readAnswersFile('context: lab\nnamespace: other\n');
	expect(from).toEqual({answers: {context: 'lab', namespace: 'other'}, problems: []});
	expect(answersFrom(flags, from.answers, facts).answers).toEqual({
		...emptyAnswers,
		kind: 'job',
		image: 'a:1',
		command: 'ls',
		engine: 'kubernetes',
		context: 'lab',
		namespace: 'ml',
	});
});

test('they are in the draft, in the command that gives the same again, in the rail, and not in the polyaxonfile', () => {
	const draft = readDraft(JSON.stringify({version: 1, answers, step: 'review', visited: [], savedAt: 1}));
	expect(draft?.answers).toEqual(answers);
	const registry = {registry: 'registry.lab:5000', registryForNodes: 'localhost:5000', isInsecureRegistry: true};
	const read = (of: unknown) => readDraft(JSON.stringify({version: 1, answers: {...answers, registry: of}, step: 'review', visited: [], savedAt: 1}))?.answers;
	expect([read(registry)?.registry, read({registry: 'https://x'})?.registry, read('x')?.registry]).toEqual([registry, undefined, undefined]);
	expect(commandLineOf(answers)).toContain("--engine kubernetes --context 'arn:aws:eks/prod x' --namespace ml");
	expect(commandLineOf({...answers, engine: 'podman'})).not.toMatch(/--context|--namespace/);
	expect(summaryOf('engine', answers, true)).toBe('kubernetes arn:aws:eks/prod x/ml');
	expect(toPolyaxonfile(answers)).toBe(toPolyaxonfile({...emptyAnswers, image: 'a:1', command: 'ls'}));
});

test('what is said after writing runs in the same place', () => {
	const text = toPolyaxonfile(answers);
	const said = afterWriting({file: '/code/polyaxonfile.yml', shown: 'polyaxonfile.yml'}, text, answers);
	expect(said).toContain("  run it      polyaxon-tui run --engine kubernetes --context 'arn:aws:eks/prod x' --namespace ml\n");
});

test('on kubernetes a secret needs no source on this machine', () => {
	const codes = (engine: 'host' | 'kubernetes') => problemsOf('secrets', {...answers, engine, secretRefs: ['db', 'Bad Name']}, facts).map(({code}) => code);
	expect(codes('host')).toEqual(['ref-without-source', 'ref-name']);
	expect(codes('kubernetes')).toEqual(['ref-name']);
});
