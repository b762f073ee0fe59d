import {locate, parsePolyaxonfile} from '../../polyaxonfile/document.ts';
import type {Problem} from '../../polyaxonfile/problem.ts';
import type {Answers} from '../../wizard/answers.ts';
import type {WizardProblem} from '../../wizard/wizard-problem.ts';

/** The problems of the answers whose places are in the file that these make, with their lines. */
export function placedInFile(problems: readonly WizardProblem[], answers: Answers, text: string): readonly Problem[] {
	if (problems.length === 0) return [];
	const document = parsePolyaxonfile(text);
	return problems.flatMap(problem => {
		const path = pathInFile(problem.path, answers);
		return path && document.find(path) ? [locate(document, {...problem, path})] : [];
	});
}

function pathInFile([answer, key, side]: WizardProblem['path'], {declarations, command}: Answers): Problem['path'] | undefined {
	switch (answer) {
		case 'image':
			return ['build', 'image'];
		case 'buildSteps':
			return key === undefined ? ['build', 'build_steps'] : ['build', 'build_steps', key];
		case 'envVars':
			return key === undefined ? ['build', 'env_vars'] : ['build', 'env_vars', key, side === 'value' ? 1 : 0];
		case 'declarations':
			return typeof key === 'number' && declarations[key] ? ['declarations', declarations[key].name] : ['declarations'];
		case 'command':
			return command.trim() === '' ? undefined : ['run', 'cmd'];
		case 'secretRefs':
			return key === undefined ? undefined : ['environment', 'secret_refs', key];
		case 'configmapRefs':
			return key === undefined ? undefined : ['environment', 'configmap_refs', key];
		case 'nodeSelector':
			return ['environment', 'node_selector'];
		case 'serviceAccount':
			return ['environment', 'service_account'];
		case 'resources':
			return amountPaths[String(key)];
	}
	return undefined;
}

const amountPaths: Readonly<Record<string, Problem['path']>> = {
	cpu: ['environment', 'resources', 'cpu', 'requests'],
	cpuLimit: ['environment', 'resources', 'cpu', 'limits'],
	memory: ['environment', 'resources', 'memory', 'requests'],
	memoryLimit: ['environment', 'resources', 'memory', 'limits'],
	gpu: ['environment', 'resources', 'gpu', 'limits'],
};
