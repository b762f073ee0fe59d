import {expect, test} from 'vitest';
import {type BuildFacts, buildFailureOf} from '../../../../source/engines/kubernetes/build/build-failure.ts';
import {createKanikoOutput} from '../../../../source/engines/kubernetes/build/kaniko-output.ts';
import {recorded} from './recorded.ts';

const facts: BuildFacts = {steps: ['echo fine > /fine', 'echo broken; exit 3'], context: 'lab', namespace: 'team', reference: 'r.example/plx-digits:1'};
const exit = (exitCode: number) => ({exitCode, isOutOfMemory: false});

test('a step that failed is named as in the polyaxonfile, with what it printed last', () => {
	expect(buildFailureOf(recorded('failed'), exit(3), facts)).toEqual({
		diagnosis: {
			code: 'build-step-failed',
			title: 'build step 2 of 2: echo broken; exit 3 failed with exit code 3',
			hint: 'The end of the build log says why. Steps see the requirements, conda and setup files of the folder only, and are run by /bin/sh.',
			evidence: 'broken',
		},
		exitCode: 3,
		lines: ['broken'],
	});
});

test('a step that was killed may have had too little memory', () => {
	const {diagnosis, exitCode} = buildFailureOf(recorded('output'), exit(255), {...facts, steps: []});
	expect([diagnosis.title, exitCode]).toEqual(['build step 4 of 4: RUN kill -9 $$ failed with exit code 137', 137]);
	expect(diagnosis.hint).toContain('the memory of the builder may not be enough');
});

test.each([
	['base-missing', 'image-not-found', 'the image 10.244.0.1:5056/nothing/here:1 or its tag does not exist'],
	['push-login', 'push-denied', 'the registry does not let the build push r.example/plx-digits:1'],
	['push-denied', 'push-denied', 'the registry does not let the build push r.example/plx-digits:1'],
	['copy-missing', 'build-file-missing', 'the build does not find build/nothing'],
])('%s: %s', (name, code, title) => {
	const {diagnosis, exitCode, lines} = buildFailureOf(recorded(name), exit(1), facts);
	expect({...diagnosis, evidence: undefined, hint: undefined, exitCode, lines}).toEqual({code, title, exitCode: 1, lines: []});
	expect(diagnosis.evidence).toBe(recorded(name).fault()?.text);
});

test('who may not push is told how, by the secret that is set or a new one', () => {
	expect(buildFailureOf(recorded('push-denied'), exit(1), facts).diagnosis.hint).toBe(
		'Make a secret and name it as kubernetes.pushSecret: kubectl create secret docker-registry plx-push --docker-server=r.example --docker-username=USER --docker-password=TOKEN --context lab --namespace team.',
	);
	expect(buildFailureOf(recorded('push-denied'), exit(1), {...facts, pushSecret: 'mine'}).diagnosis.hint).toBe('See that the secret mine may push there.');
});

test.each([
	['x509: certificate signed by unknown authority', 'registry-certificate'],
	['http: server gave HTTP response to HTTPS client', 'registry-http'],
	['dial tcp: lookup r.example: no such host', 'registry-unreachable'],
	['TOOMANYREQUESTS: too many', 'registry-limit'],
	['something else', 'push-failed'],
])('a push that ended with "%s" is %s', (text, code) => {
	const output = createKanikoOutput('FROM a\n');
	output.push(`error checking push permissions -- make sure: ${text}`, 0);
	expect(buildFailureOf(output, exit(1), facts).diagnosis.code).toBe(code);
});

test('what came from outside can do nothing to a terminal', () => {
	const output = createKanikoOutput('FROM a\nRUN x\u001b[2J\n');
	output.push('time="2026-11-26T14:00:00Z" level=info msg="RUN x\\x1b[2J"', 0);
	output.push('\u001b]0;title\u0007red \u001b[31malarm', 0);
	output.push('error building image: failed to execute command: waiting for process to exit: exit status 1', 0);
	const {diagnosis, lines} = buildFailureOf(output, exit(1), facts);
	expect([diagnosis.evidence, ...lines]).toEqual(['red alarm', 'red alarm']);
	expect(JSON.stringify(diagnosis)).not.toContain('\\u001b');
});

test('a builder without enough memory, and one that says nothing', () => {
	const output = createKanikoOutput('');
	expect(buildFailureOf(output, {exitCode: 137, isOutOfMemory: true}, facts)).toEqual({
		diagnosis: {
			code: 'builder-out-of-memory',
			title: 'the builder ran out of memory',
			hint: 'Install less in one step, or split a large one: each step is kept in memory while it is packed.',
		},
		exitCode: 137,
		lines: [],
	});
	expect(buildFailureOf(output, exit(2), facts).diagnosis.title).toBe('the builder ended with exit code 2 and did not say why');
});
