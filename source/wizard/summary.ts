import {type Answers, commandLines} from './answers.ts';
import {labelsIn, selectorText} from './node-selector.ts';
import type {StepId} from './wizard-state.ts';

/** What the rail says beside a step, a few words. What nobody has looked at yet was found, not answered, and says so. */
export function summaryOf(step: StepId, answers: Answers, isSeen: boolean): string {
	const count = (length: number) => (length === 0 ? '' : isSeen ? String(length) : `${length} found`);
	switch (step) {
		case 'kind':
			return answers.kind;
		case 'image':
			return answers.image;
		case 'buildSteps':
			return count(answers.buildSteps.length);
		case 'envVars':
			return count(answers.envVars.length);
		case 'declarations':
			return count(answers.declarations.length);
		case 'command': {
			const lines = commandLines(answers.command);
			if (lines.length === 0) return '';
			if (!isSeen) return 'found';
			return lines.length === 1 ? lines[0]! : `${lines.length} lines`;
		}
		case 'secrets':
			return count(answers.secretRefs.length);
		case 'configmaps':
			return count(answers.configmapRefs.length);
		case 'resources':
			return resourcesSummary(answers);
		case 'engine':
			return answers.engine === 'kubernetes' && answers.context ? `kubernetes ${answers.context}/${answers.namespace ?? ''}` : answers.engine;
		case 'review':
			return '';
	}
}

function resourcesSummary({resources, nodeSelector, serviceAccount}: Answers): string {
	const parts = [
		amount('cpu', resources.cpu, resources.cpuLimit),
		amount('memory', resources.memory, resources.memoryLimit),
		resources.gpu ? `gpu ${resources.gpu}` : '',
		selectorText(labelsIn(nodeSelector)),
		serviceAccount,
	];
	return parts.filter(part => part !== '').join(', ');
}

function amount(name: string, request: string | undefined, limit: string | undefined): string {
	if (!request && !limit) return '';
	return limit ? `${name} ${request || ''}–${limit}` : `${name} ${request}`;
}
