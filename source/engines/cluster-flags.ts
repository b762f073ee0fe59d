import type {Problem} from '../polyaxonfile/problem.ts';
import type {EngineName} from './engine.ts';

/** That a context or namespace was named for a run of another engine: who names one means it. */
export function clusterFlagsProblem({context, namespace}: {readonly context?: string; readonly namespace?: string}, engine: EngineName): Problem | undefined {
	if (engine === 'kubernetes') return undefined;
	const flags = Object.entries({'--context': context, '--namespace': namespace}).flatMap(([flag, value]) => (value === undefined ? [] : [flag]));
	if (flags.length === 0) return undefined;
	return {
		code: 'flags-of-kubernetes',
		severity: 'error',
		message: `${flags.join(' and ')} ${flags.length > 1 ? 'are' : 'is'} for the engine kubernetes, and this run goes to ${engine}.`,
		hint: `Add --engine kubernetes, or leave ${flags.length > 1 ? 'them' : 'it'} out.`,
		path: [],
	};
}
