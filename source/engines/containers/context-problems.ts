import {contextSummary} from '../../image/context.ts';
import type {Problem} from '../../polyaxonfile/problem.ts';
import {formatSize} from '../../terminal/format-size.ts';
import type {ContainerPlan} from './plan.ts';

/** Bytes of code that are told before they are sent, and those that are sent only when the user says so. The platform warned from 10 MiB and refused from 150. */
const large = 100e6;
const veryLarge = 500e6;

/** The code of the problem that a user may decide to live with. */
export const largeContextCode = 'large-context';

/** What a very large code folder makes slow, and what in it is large. */
export function contextProblems({image, repository, takesLargeContext}: Pick<ContainerPlan, 'image' | 'repository' | 'takesLargeContext'>): readonly Problem[] {
	if (repository === undefined) return [];
	const {files, bytes, largest} = contextSummary(image);
	if (bytes < large) return [];
	const parts = largest.map(({path, bytes: size}) => `${path} ${formatSize(size)}`).join(', ');
	return [
		{
			code: largeContextCode,
			severity: bytes < veryLarge || takesLargeContext ? 'warning' : 'error',
			message: `${formatSize(bytes)} of code in ${files} files go into the image. The largest: ${parts}.`,
			hint: 'Name what the run does not need in .polyaxonignore (as in .gitignore); or send it all the same: --large-context.',
			path: [],
		},
	];
}
