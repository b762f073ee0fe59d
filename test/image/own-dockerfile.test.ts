import {expect, test} from 'vitest';
import {copiedSources} from '../../source/image/own-dockerfile.ts';

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
