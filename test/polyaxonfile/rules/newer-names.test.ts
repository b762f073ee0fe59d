import {expect, test} from 'vitest';
import {checkText} from '../../helpers/check-text.ts';

/** What is said of keys of version 1.1: `key → hint`. */
function newerIn(text: string): readonly string[] {
	return checkText(text)
		.problems.filter(({code}) => code === 'v11-key')
		.map(({message, path, hint}) => {
			expect(message).toBe(`"${path.at(-1)}" is a key of version 1.1 files.`);
			return `${path.join('.')} → ${hint}`;
		});
}

const none = 'Version 1 has none. Delete it.';
const ofOps = 'Version 1 has it under ops, in files of kind pipeline.';
const ofOtherFiles = 'Version 1 takes nothing from elsewhere. Write build and run here.';

test.each([
	['events', none],
	['actions', none],
	['hooks', none],
	['isPreset', none],
	['patchStrategy', none],
	['dependencies', ofOps],
	['conditions', ofOps],
	['trigger', ofOps],
	['skipOnUpstreamSkip', 'Version 1 has skip_on_upstream_skip under ops, in files of kind pipeline.'],
	['template', 'Version 1 has templates, in files of kind pipeline.'],
	['contexts', 'Version 1 has params.'],
	['dagRef', ofOtherFiles],
	['pathRef', ofOtherFiles],
	['urlRef', ofOtherFiles],
	['matrix', 'Version 1 has it under hptuning, in files of kind group.'],
])('%s at the top', (name, hint) => {
	for (const version of ['1', '1.1'])
		for (const kind of ['experiment', 'job', 'build', 'pipeline'])
			expect(newerIn(`version: ${version}\nkind: ${kind}\n${name}: [1]\n`)).toEqual([`${name} → ${hint}`]);
});

test('schedule is a key of both versions, and which one is meant is told by the file', () => {
	const file = (version: string) => `version: ${version}\nkind: job\nbuild: {image: a}\nrun: {cmd: ls}\nschedule: {kind: cron, cron: "0 0 * * *"}\n`;
	expect(newerIn(file('1.1'))).toEqual(['schedule → Version 1 has it in files of kind pipeline.']);
	expect(newerIn(file('"1.1"'))).toEqual(['schedule → Version 1 has it in files of kind pipeline.']);
	expect(newerIn(file('1'))).toEqual([]);
	expect(checkText(file('1')).problems.map(({code}) => code)).toEqual(['not-in-kind']);
});

test('a whole file of version 1.1 is gone through, down to the container', () => {
	const text = `version: 1.1
kind: operation
schedule: {kind: cron, cron: "0 0 * * *"}
params:
  lr: {value: 0.1}
environment: {hostNetwork: true, dnsPolicy: Default, schedulerName: s, nodeName: n, priority: 1, hostAliases: []}
component:
  inputs: [{name: lr, type: float, value: 0.1, toEnv: LR}]
  run:
    kind: job
    container:
      image: python
      command: [python]
      args: [train.py]
      env: [{name: A, value: b}]
      workingDir: /code
`;
	expect(newerIn('version: 1\nkind: job\ninputs: [{name: lr, value: 0.1, toEnv: LR}]\n')).toEqual([
		'inputs.0.value → Version 1 calls it default.',
		`inputs.0.toEnv → ${none}`,
	]);
	expect(newerIn(text.replace(/ {2}lr: .*\n/, '  lr: 0.1\n'))).toEqual([
		'schedule → Version 1 has it in files of kind pipeline.',
		`environment.hostNetwork → ${none}`,
		`environment.dnsPolicy → ${none}`,
		`environment.schedulerName → ${none}`,
		'environment.nodeName → Version 1 has node_selector, with labels of the node.',
		`environment.priority → ${none}`,
		`environment.hostAliases → ${none}`,
		'component → In version 1 the sections stand at the top: build, run, environment.',
		'component.run → Version 1 has it at the top.',
		'component.run.kind → Version 1 has the kind at the top: experiment or job.',
		'component.run.container → Version 1 has run: cmd, and build: image.',
		'component.run.container.image → Version 1 has build: image.',
		'component.run.container.command → Version 1 has run: cmd.',
		'component.run.container.args → Version 1 has the arguments in run: cmd.',
		'component.run.container.env → Version 1 has build: env_vars, a list of [name, value].',
		'component.run.container.workingDir → Version 1 starts in the folder of the code. Write "cd … &&" before the command.',
	]);
	expect(newerIn('version: 1.1\nkind: job\nbuild: {image: a}\nrun: {container: {image: b}}\n')).toEqual([
		'run.container → Version 1 has run: cmd, and build: image.',
		'run.container.image → Version 1 has build: image.',
	]);
});

test('{value: …} is a value like others in version 1, and seldom meant', () => {
	const found = (params: string) =>
		checkText(`version: 1\nkind: experiment\nrun: {cmd: "ls {{ lr }}"}\nparams: ${params}\n`).problems.map(
			({code, severity, line, column, message, hint}) => `${severity} ${code} ${line}:${column} ${message} → ${hint}`,
		);
	expect(found('{lr: {value: 0.1}}')).toEqual([
		`warning v11-key 4:15 "value" is a key of version 1.1 files; here {{ lr }} becomes {'value': 0.1}. → Version 1 writes the value itself: "lr: 0.1".`,
	]);
	expect(found('{lr: {value: [1]}}')[0]).toContain('Version 1 writes the value itself: "lr: …".');
	expect(found('{lr: {value: 0.1, other: 2}}')).toEqual([]);
});
