import {isReference} from '../../image/reference.ts';
import {checkImageReference} from '../../polyaxonfile/image-reference.ts';
import type {Answers} from '../answers.ts';
import type {Facts} from '../facts.ts';
import {errorAt, errorOf, type WizardProblem, warningAt} from '../wizard-problem.ts';

/** What is wrong with the base image. */
export function problemsOfImage({image, engine}: Answers, {missingImages}: Pick<Facts, 'missingImages'>): readonly WizardProblem[] {
	const path = ['image'];
	const trimmed = image.trim();
	if (trimmed !== '' && trimmed !== image && checkImageReference(trimmed) === undefined) {
		const fix = {label: 'take the blanks away', answers: {image: trimmed}};
		return errorOf(path, 'image-reference', checkImageReference(image)).map(problem => ({...problem, fix}));
	}
	const wrong = errorOf(path, 'image-reference', checkImageReference(image));
	if (wrong.length > 0) return wrong;
	// The host engine does not use it
	const refused = engine === 'host' ? warningAt : errorAt;
	const isUnderstood = image.includes('{{') || isReference(image);
	const upper = /[A-Z]/.exec(image.replace(/[:@][^/]*$/, ''));
	const lower = image.replace(/^[^:@]*/, name => name.toLowerCase());
	if (upper && !image.includes('{{') && (isUnderstood || isReference(lower))) {
		return [
			(isUnderstood ? warningAt : refused)(
				path,
				'image-capitals',
				`The image ${image} has capital letters in its name.`,
				'Registries know small letters only.',
				{
					label: `make it ${lower}`,
					answers: {image: lower},
				},
			),
		];
	}
	if (!isUnderstood) {
		const message = `"${image}" is no image reference that an engine understands.`;
		return [refused(path, 'image-reference', message, 'Write registry/name:tag, such as python:3.12-slim.')];
	}
	if (missingImages.includes(image)) {
		const message = `The registry has no image ${image}, or shows it only after a login.`;
		return [warningAt(path, 'image-missing', message, 'Check its name and tag.')];
	}
	if (image.includes('{{') || /[:@][^/]*$/.test(image)) return [];
	return [
		warningAt(
			path,
			'image-no-tag',
			`${image} has no tag: the newest one is taken, which may change.`,
			`Write the version that you want, such as ${image}:1.0.`,
		),
	];
}
