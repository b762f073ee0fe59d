import type {LogStream, Stage} from '../engine.ts';
import {containers} from './manifests/places.ts';
import type {ContainerView} from './status/containers.ts';

/** The stream of a container's log in a run; undefined of one that nobody wants to read. Ids are file names. */
export function runStreamOf({name, kind, pod, attempt, restartCount}: ContainerView): LogStream | undefined {
	if (name === containers.upload) return undefined;
	const number = Math.max(attempt, 1);
	const own = kind === 'main' ? 'run' : `${kind}-${safe(name)}`;
	const again = [...(number > 1 ? [number] : []), ...(restartCount > 0 ? [`r${restartCount}`] : [])].join('-');
	const stage: Stage = kind === 'init' ? 'init' : 'run';
	const title = kind === 'main' ? 'run' : safe(name);
	return {
		id: again === '' ? own : `${own}-${again}`,
		title: number > 1 ? `${title} (attempt ${number})` : title,
		stage,
		attempt: number,
		pod,
		container: name,
	};
}

/** The stream of the builder's log. */
export function buildStreamOf({name, kind, pod}: ContainerView): LogStream | undefined {
	return kind === 'main' ? {id: 'build', title: 'build', stage: 'build', attempt: 1, pod, container: name} : undefined;
}

/** Names of containers are those of DNS labels, unless somebody's server says otherwise. */
function safe(name: string): string {
	return name.replaceAll(/[^\w.-]/g, '_').slice(0, 60);
}
