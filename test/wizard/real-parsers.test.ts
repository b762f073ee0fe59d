import {expect, test} from 'vitest';
import {checkPolyaxonfile} from '../../source/polyaxonfile/check-file.ts';
import {isError} from '../../source/polyaxonfile/problem.ts';
import type {Answers} from '../../source/wizard/answers.ts';
import {emptyFacts} from '../../source/wizard/facts.ts';
import {problemsOf} from '../../source/wizard/questions.ts';
import {toPolyaxonfile} from '../../source/wizard/to-polyaxonfile.ts';
import {hasJudge, verdictsOf} from '../helpers/judge.ts';
import {nastyAnswers} from '../helpers/nasty-answers.ts';
import {createRandom} from '../helpers/random.ts';

/** Many more can be asked for. */
const wanted = Number(process.env.FUZZ ?? 80);

type File = {readonly answers: Answers; readonly text: string; readonly command?: string};

test.skipIf(!hasJudge('0.4.4', '0.6.1'))(
	'what the wizard writes without an error is taken by the parsers of 0.4.4 and 0.6.1',
	{timeout: 60_000 + wanted * 300},
	() => {
		const files = filesOfWizard();
		const [older, newer] = ['0.4.4', '0.6.1'].map(release => verdictsOf(texts(files), release));
		const refused = (verdicts: typeof older) => files.filter((_, index) => verdicts?.[index]?.ok !== true);
		// The format has it since 0.5.0
		const withAccount = files.filter(({answers}) => answers.serviceAccount !== '');
		expect(texts(refused(older))).toEqual(texts(withAccount));
		// 0.6.1 wants params there, which 0.4.4 refuses: no file of that sort suits both
		const exceptions = files.filter(({answers}) => answers.kind === 'job' && answers.declarations.length > 0);
		expect(texts(refused(newer))).toEqual(texts(exceptions));
		for (const verdicts of [older, newer]) {
			const others = files.filter(({command}, index) => verdicts?.[index]?.ok && (verdicts[index]?.parsed?.cmd ?? undefined) !== command);
			expect(texts(others)).toEqual([]);
		}
		if (process.env.FUZZ)
			console.log(`${files.length} files; 0.4.4 takes ${files.length - refused(older).length}, 0.6.1 ${files.length - refused(newer).length}`);
		expect(exceptions.length).toBeGreaterThan(0);
	},
);

const texts = (files: readonly File[]) => files.map(({text}) => text);

/** New files, and every other time one that was another before, so that the kind changes too. */
function filesOfWizard(): readonly File[] {
	const random = createRandom(Number(process.env.FUZZ_SEED ?? 61));
	const files: File[] = [];
	while (files.length < wanted) {
		const answers = nastyAnswers(random);
		const text = toPolyaxonfile(answers, files.length % 2 === 0 ? undefined : files.at(-1)?.text);
		const {problems, rendered} = checkPolyaxonfile(text);
		if (![...problemsOf('review', answers, emptyFacts('/code')), ...problems].some(isError)) files.push({answers, text, command: rendered?.command});
	}
	return files;
}
