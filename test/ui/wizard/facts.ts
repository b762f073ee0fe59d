import {emptyFacts, type Facts} from '../../../source/wizard/facts.ts';

/** A folder as the sketch of the screens has it. */
export const digits: Facts = {
	...emptyFacts('/home/me/projects/digits'),
	size: {files: 14, bytes: 212_000, isCut: false},
	paths: ['Dockerfile', 'requirements.txt', 'setup.sh', 'train.py'],
	gitBranch: 'main',
	stepFiles: ['requirements.txt', 'setup.sh'],
	images: [{value: 'python:3.11', foundIn: 'Dockerfile:1'}],
	buildSteps: [
		{value: 'pip install -r requirements.txt', foundIn: 'requirements.txt'},
		{value: 'apt-get install libgomp1', foundIn: 'Dockerfile:4'},
	],
	commands: [
		{
			value: {
				command: 'python3 train.py --batch_size={{ batch_size }} --lr={{ lr }}',
				declarations: [
					{name: 'batch_size', value: '128'},
					{name: 'lr', value: '0.1'},
				],
			},
			foundIn: 'train.py:12',
		},
	],
	secretRefs: ['secret1'],
};
