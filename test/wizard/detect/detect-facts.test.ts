import {mkdir, symlink, truncate, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {execa} from 'execa';
import {expect, test} from 'vitest';
import {detectFacts} from '../../../source/wizard/detect/detect-facts.ts';
import {emptyFacts} from '../../../source/wizard/facts.ts';
import {initialAnswers} from '../../../source/wizard/initial-answers.ts';
import {codeFolder} from '../code-folder.ts';

const signal = new AbortController().signal;

test('an empty folder, and one that does not exist, say nothing', async () => {
	await using world = await codeFolder({});
	expect(await detectFacts(world, signal)).toEqual(emptyFacts(world.cwd));
	const nowhere = {...world, cwd: join(world.cwd, 'nowhere')};
	expect(await detectFacts(nowhere, signal)).toEqual(emptyFacts(nowhere.cwd));
});

test('a folder with code says all that the wizard asks, each with its place', async () => {
	await using world = await codeFolder({
		'train.py': [
			'import argparse',
			'parser = argparse.ArgumentParser()',
			"parser.add_argument('--lr', type=float, default=1e-3)",
			"parser.add_argument('--batch-size', type=int, default=128)",
			"if __name__ == '__main__':",
			'    parser.parse_args()',
			'',
		].join('\n'),
		'run.sh': 'python3 train.py\n',
		'requirements.txt': 'numpy\ntorch==2.1.0\n',
		'setup.sh': 'true\n',
		'.python-version': '3.12.1\n',
		Dockerfile: 'FROM python:3.11\nENV DATA=/data API_TOKEN=abc\nRUN apt-get update && \\\n    apt-get install -y libgomp1\nCMD ["python", "serve.py"]\n',
		'.env': '# local\nexport REGION=eu\nDB_PASSWORD=hunter2\nNOTE="two words" \n',
		'polyaxonfile.yml': 'version: 1\n',
		'polyaxon.yaml': 'version: 1\n',
		'.polyaxon/tui.yaml': 'secretRefs:\n  - {name: secret1, envFile: secret.env}\n',
		'.git/HEAD': 'ref: refs/heads/feature/x\n',
		'node_modules/x/index.py': "if __name__ == '__main__': pass\n",
	});
	const facts = await detectFacts(world, signal);
	const declarations = [
		{name: 'lr', value: '0.001'},
		{name: 'batch_size', value: '128'},
	];
	expect(facts).toEqual({
		folder: world.cwd,
		size: {files: 9, bytes: facts.size.bytes, isCut: false},
		paths: ['.env', '.python-version', 'Dockerfile', 'polyaxon.yaml', 'polyaxonfile.yml', 'requirements.txt', 'run.sh', 'setup.sh', 'train.py'],
		gitBranch: 'feature/x',
		polyaxonfiles: ['polyaxon.yaml', 'polyaxonfile.yml'],
		stepFiles: ['requirements.txt', 'setup.sh'],
		images: [
			{value: 'python:3.11', foundIn: 'Dockerfile:1'},
			{value: 'pytorch/pytorch:2.1.0-cuda12.1-cudnn8-runtime', foundIn: 'requirements.txt:2'},
			{value: 'python:3.12-slim', foundIn: '.python-version:1'},
		],
		localImages: [],
		missingImages: [],
		buildSteps: [
			{value: 'apt-get update && apt-get install -y libgomp1', foundIn: 'Dockerfile:3'},
			{value: 'pip install -r requirements.txt', foundIn: 'requirements.txt'},
			{value: './setup.sh', foundIn: 'setup.sh'},
		],
		envVars: [{value: {name: 'DATA', value: '/data'}, foundIn: 'Dockerfile:2'}],
		offeredEnvVars: [
			{value: {name: 'REGION', value: 'eu'}, foundIn: '.env:2'},
			{value: {name: 'NOTE', value: 'two words'}, foundIn: '.env:4'},
		],
		secretNames: [
			{value: 'API_TOKEN', foundIn: 'Dockerfile:2'},
			{value: 'DB_PASSWORD', foundIn: '.env:3'},
		],
		commands: [
			{value: {command: 'python3 train.py --lr={{ lr }} --batch-size={{ batch_size }}', declarations}, foundIn: 'train.py:5'},
			{value: {command: '/bin/bash run.sh', declarations: []}, foundIn: 'run.sh'},
			{value: {command: 'python serve.py', declarations: []}, foundIn: 'Dockerfile:5'},
		],
		secretRefs: ['secret1'],
		configmapRefs: [],
	});
	expect(JSON.stringify(facts)).not.toMatch(/hunter2|abc"/);
	expect(initialAnswers(facts, 'host')).toEqual({
		kind: 'experiment',
		image: 'python:3.11',
		buildSteps: ['apt-get update && apt-get install -y libgomp1', 'pip install -r requirements.txt', './setup.sh'],
		envVars: [{name: 'DATA', value: '/data'}],
		declarations,
		command: 'python3 train.py --lr={{ lr }} --batch-size={{ batch_size }}',
		secretRefs: [],
		configmapRefs: [],
		resources: {},
		nodeSelector: '',
		serviceAccount: '',
		engine: 'host',
	});
});

test('a folder with only a shell script runs that', async () => {
	await using world = await codeFolder({'job.sh': 'echo hello\n'});
	const facts = await detectFacts(world, signal);
	expect(initialAnswers(facts)).toMatchObject({image: 'python:3.11-slim', buildSteps: [], declarations: [], command: '/bin/bash job.sh'});
});

test('dependencies of pyproject.toml become a step, since steps do not see that file', async () => {
	await using world = await codeFolder({
		'pyproject.toml':
			'[build-system]\nrequires = ["x"]\n\n[project]\nrequires-python = ">=3.12"\ndependencies = [\n  "numpy>=1.2",\n  "rich[jupyter]", # pretty\n]\n',
	});
	const {buildSteps, images} = await detectFacts(world, signal);
	expect(buildSteps).toEqual([{value: "pip install 'numpy>=1.2' 'rich[jupyter]'", foundIn: 'pyproject.toml:6'}]);
	expect(images).toEqual([{value: 'python:3.12-slim', foundIn: 'pyproject.toml:5'}]);
});

test('conda and requirement files each give a step, the platform names first', async () => {
	await using world = await codeFolder({'conda_env.yml': '', 'requirements.txt': '', 'polyaxon_requirements.txt': 'tensorflow==1.4.1\n'});
	const {buildSteps, images, stepFiles} = await detectFacts(world, signal);
	expect(buildSteps.map(({value}) => value)).toEqual(['conda env update -n base -f conda_env.yml', 'pip install -r polyaxon_requirements.txt']);
	expect(images.map(({value}) => value)).toEqual(['tensorflow/tensorflow:1.4.1-py3', 'continuumio/miniconda3:latest']);
	expect(stepFiles).toEqual(['polyaxon_requirements.txt', 'conda_env.yml']);
});

test('at most 2,000 files are looked at, large ones are not read, links and pipes are not followed', async () => {
	await using world = await codeFolder({'train.py': "if __name__ == '__main__': pass\n", 'run.sh': ''});
	await mkdir(join(world.cwd, 'data'));
	await Promise.all(Array.from({length: 2100}, (_, at) => writeFile(join(world.cwd, 'data', `${at}.txt`), '')));
	await truncate(join(world.cwd, 'train.py'), 2_000_000);
	await symlink('/', join(world.cwd, 'root'));
	await execa('mkfifo', [join(world.cwd, 'main.py')]);
	const {size, commands} = await detectFacts(world, signal);
	expect(size).toEqual({files: 2000, bytes: 2_000_000, isCut: true});
	expect(commands).toEqual([{value: {command: '/bin/bash run.sh', declarations: []}, foundIn: 'run.sh'}]);
});

test('a request that is already over finds nothing and does not throw', async () => {
	await using world = await codeFolder({'train.py': "if __name__ == '__main__': pass\n"});
	const facts = await detectFacts(world, AbortSignal.abort());
	expect(facts.commands).toEqual([]);
	expect(facts.size.isCut).toBe(true);
});
