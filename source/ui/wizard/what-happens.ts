import {sanitiseLine} from '../../terminal/sanitise.ts';
import {commandLines} from '../../wizard/answers.ts';
import {resolvedCommand} from '../../wizard/preview.ts';
import type {WizardState} from '../../wizard/wizard-state.ts';

/** What a run of these answers will do, one sentence a line. */
export function whatHappens({answers}: Pick<WizardState, 'answers'>): readonly string[] {
	const {kind, engine, buildSteps, image, secretRefs, configmapRefs} = answers;
	const steps = buildSteps.length === 0 ? 'no build steps' : buildSteps.length === 1 ? '1 build step' : `${buildSteps.length} build steps`;
	const build =
		engine === 'host'
			? `builds an environment on this machine: ${steps}; the image ${image || '(none)'} is not used there`
			: `builds an image from ${image}: ${steps}`;
	const refs = [...secretRefs, ...configmapRefs];
	return [
		build,
		...(kind === 'build' ? ['runs nothing: this is a build'] : [`runs ${resolvedCommand(answers) ?? commandLines(answers.command).join(' && ')}`]),
		...(refs.length > 0 && kind !== 'build' ? [`with environment variables from ${refs.join(', ')}`] : []),
	].map(line => sanitiseLine(line));
}
