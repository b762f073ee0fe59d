import {expect, test} from 'vitest';
import {parseDockerfile} from '../../../source/wizard/detect/dockerfile.ts';

test('the last stage counts, with the arguments put in and named stages followed to their image', () => {
	const text = [
		'# syntax=docker/dockerfile:1',
		'ARG VERSION=3.11',
		'FROM python:${VERSION} AS base',
		'RUN echo not-this',
		'FROM --platform=linux/amd64 base',
		'ENV A=1 B="two words" C=x\\ y',
		'ENV OLD form of it',
		'ENV PATH=/opt/bin:$PATH',
		'RUN --mount=type=cache,target=/root pip install -r requirements.txt',
		'RUN ["apt-get", "install", "-y", "a b"]',
		'RUN apt-get update \\',
		'# a comment between',
		'  && apt-get install -y git',
		'RUN <<EOF',
		'RUN not-a-step',
		'EOF',
		'ENTRYPOINT ["python3"]',
		'CMD ["train.py", "--lr", "0.1"]',
	].join('\n');
	expect(parseDockerfile(text)).toEqual({
		image: {value: 'python:3.11', line: 5},
		env: [
			{value: {name: 'A', value: '1'}, line: 6},
			{value: {name: 'B', value: 'two words'}, line: 6},
			{value: {name: 'C', value: 'x y'}, line: 6},
			{value: {name: 'OLD', value: 'form of it'}, line: 7},
		],
		steps: [
			{value: 'pip install -r requirements.txt', line: 9},
			{value: "apt-get install -y 'a b'", line: 10},
			{value: 'apt-get update && apt-get install -y git', line: 11},
		],
		command: {value: 'python3 train.py --lr 0.1', line: 17},
	});
});

test('an image that only an argument without default knows is not taken', () => {
	expect(parseDockerfile('ARG BASE\nFROM $BASE\n').image).toBe(undefined);
	expect(parseDockerfile('FROM scratch\n').image).toBe(undefined);
	expect(parseDockerfile('')).toEqual({image: undefined, env: [], steps: [], command: undefined});
});
