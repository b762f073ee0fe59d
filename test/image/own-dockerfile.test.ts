import {expect, test} from 'vitest';
import {basesOf, copiedSources} from '../../source/image/own-dockerfile.ts';

test('the sources of COPY and ADD are found in both forms, over several lines, without those of stages and of the internet', () => {
	const text = `# COPY comment /x
FROM a AS one
COPY --chown=1:1 requirements.txt setup.py ./
copy ["src dir", "/code/"]
ADD https://example.com/x.tar /x
COPY --from=one /y /y
COPY a \\
  # in between
  b \\
  /z
COPY $WHAT *.py /w
COPY <<EOF /v
EOF
RUN COPY x y
`;
	expect(copiedSources(text)).toEqual(['requirements.txt', 'setup.py', 'src dir', 'a', 'b']);
});

test('the images that a Dockerfile starts from are those that its text names', () => {
	const text =
		'ARG TAG=1\nFROM --platform=linux/amd64 python:3.12 AS build\nfrom busybox:$TAG\nFROM build as final\nFROM scratch\nFROM \\\n  debian:12\nRUN echo FROM x\n';
	expect(basesOf(text)).toEqual(['python:3.12', 'debian:12']);
});
