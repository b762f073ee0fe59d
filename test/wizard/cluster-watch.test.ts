import {expect, test, vi} from 'vitest';
import {createClusterWatch} from '../../source/wizard/cluster-watch.ts';
import type {ClusterPlace, Clusters} from '../../source/wizard/clusters.ts';

const known = {
	contexts: [
		{name: 'lab', namespace: 'default', isCurrent: true},
		{name: 'prod', namespace: 'team', isCurrent: false},
	],
	usual: {},
};
const facts = {secrets: []};

/** A watch whose cluster answers when it is told to. */
function open(ask?: (place: ClusterPlace, signal: AbortSignal) => ReturnType<Parameters<typeof createClusterWatch>[0]['ask']>) {
	const asked: string[] = [];
	const signals: AbortSignal[] = [];
	const heard: Clusters[] = [];
	const watch = createClusterWatch({
		read: async () => known,
		pause: 10,
		ask(place, signal) {
			asked.push(`${place.context}/${place.namespace}`);
			signals.push(signal);
			return ask ? ask(place, signal) : Promise.resolve({problems: [], facts});
		},
	});
	const end = watch.start(clusters => heard.push(clusters));
	return {watch, end, asked, signals, heard};
}

test('the place of the settings is asked at once, and told before and after', async () => {
	const {end, asked, heard} = open();
	await vi.waitFor(() => expect(heard).toHaveLength(3));
	end();
	expect(asked).toEqual(['lab/default']);
	expect(heard.map(clusters => clusters.asked)).toEqual([
		[],
		[{context: 'lab', namespace: 'default', isAsking: true, problems: []}],
		[{context: 'lab', namespace: 'default', isAsking: false, problems: [], facts}],
	]);
});

test('places that the pointer only passes are not asked, and one that is known is not asked again', async () => {
	const {watch, end, asked, heard} = open();
	await vi.waitFor(() => expect(heard.at(-1)?.asked[0]?.facts).toBe(facts));
	watch.see({context: 'prod', namespace: 'a'});
	watch.see({context: 'prod', namespace: 'b'});
	watch.see({context: 'prod', namespace: 'team'});
	await vi.waitFor(() =>
		expect(heard.at(-1)?.asked.map(({namespace, isAsking}) => [namespace, isAsking])).toEqual([
			['default', false],
			['team', false],
		]),
	);
	watch.see({});
	watch.see({context: 'prod', namespace: 'c'});
	await vi.waitFor(() => expect(asked).toContain('prod/c'));
	end();
	expect(asked).toEqual(['lab/default', 'prod/team', 'prod/c']);
});

test('who goes on to another place does not wait for the last one, which is asked anew when one comes back', async () => {
	const {watch, end, asked, signals, heard} = open(({context}) => (context === 'lab' ? new Promise(() => {}) : Promise.resolve({problems: [], facts})));
	await vi.waitFor(() => expect(asked).toEqual(['lab/default']));
	watch.see({context: 'prod', namespace: 'team'});
	expect(signals[0]?.aborted).toBe(true);
	await vi.waitFor(() => expect(heard.at(-1)?.asked.map(({context}) => context)).toEqual(['prod']));
	watch.see({});
	await vi.waitFor(() => expect(asked).toEqual(['lab/default', 'prod/team', 'lab/default']));
	end();
	expect(signals[2]?.aborted).toBe(true);
});

test('a cluster that breaks the asking is a place with a problem', async () => {
	const {end, heard} = open(() => Promise.reject(new Error('boom')));
	await vi.waitFor(() => expect(heard.at(-1)?.asked[0]?.isAsking).toBe(false));
	end();
	expect(heard.at(-1)?.asked[0]?.problems.map(({message}) => message)).toEqual(['The cluster could not be asked: boom.']);
});

test('without a kubeconfig nothing is told', async () => {
	const heard: Clusters[] = [];
	const read = vi.fn(async () => undefined);
	const watch = createClusterWatch({read, ask: () => Promise.reject(new Error('asked')), pause: 0});
	const end = watch.start(clusters => heard.push(clusters));
	watch.see({context: 'x', namespace: 'y'});
	await vi.waitFor(() => expect(read).toHaveBeenCalledOnce());
	await new Promise(resolve => setImmediate(resolve));
	end();
	expect(heard).toEqual([]);
});
