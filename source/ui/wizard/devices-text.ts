import type {Answers} from '../../wizard/answers.ts';
import type {AskedPlace} from '../../wizard/clusters.ts';
import {placeText} from './place-text.ts';

/** The GPUs of a cluster, one line a resource; nothing where the cluster does not tell, or its run goes elsewhere. */
export function devicesText(asked: AskedPlace | undefined, {engine}: Pick<Answers, 'engine'>): readonly string[] {
	const devices = asked?.facts?.devices;
	if (!asked || !devices) return [];
	const [first] = devices;
	if (!first) return engine === 'kubernetes' ? [`no GPUs on the nodes of ${placeText(asked)}`] : [];
	return devices.map(({resource, total, mostOnOneNode, nodes}) => {
		const spread = nodes === 1 ? 'on 1 node' : `on ${nodes} nodes, at most ${mostOnOneNode} on one`;
		return `${placeText(asked)} has ${total} ${resource} ${spread}`;
	});
}
