import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {KubernetesPlan} from '../../source/engines/kubernetes/plan.ts';
import {logFile} from '../../source/runs/run-folder.ts';
import {type ClusterSandbox, createClusterSandbox} from './cluster-sandbox.ts';
import {startHelperWebhook} from './helper-webhook.ts';
import {busybox, kubectl, python} from './kubectl.ts';

// With the rights of an administrator, who may read the files of a node: what the log interface leaves out at a rotation is then found there.

let sandbox: ClusterSandbox;
beforeAll(async () => {
	sandbox = await createClusterSandbox('logs', {isAdministrator: true});
});
afterAll(() => sandbox?.[Symbol.asyncDispose]());

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const logOf = ({runFolder}: KubernetesPlan) => readFileSync(logFile(runFolder, 'run'));
const endOf = ({events}: ReturnType<ClusterSandbox['look']>) =>
	events.flatMap(event => (event.type === 'stream-state' && event.streamId === 'run' && event.state === 'ended' ? [event.detail] : []));

/** One line each, of which no two are alike. */
const line = (i: number) => `${String(i).padStart(7, '0')} ${String.fromCharCode(97 + (i % 26)).repeat(i % 190)}\n`;
const writer = (count: number, burst: number, pause: number) =>
	`import sys, time\nfor i in range(${count}):\n    sys.stdout.write(f"{i:07d} {chr(97 + i % 26) * (i % 190)}\\n")\n    if i % ${burst} == 0:\n        sys.stdout.flush(); time.sleep(${pause})\n`;

test.concurrent('a log that the node rotates meanwhile arrives byte for byte, and is verified', async () => {
	const count = 260_000;
	const {end, plan, events, short} = await sandbox.run({image: python, command: `python3 -c '${writer(count, 1500, 0.1).replaceAll("'", '"')}'`});
	expect(end).toEqual({status: 'succeeded', exitCode: 0});
	const [{metadata, spec}] = JSON.parse(await kubectl('get', 'pods', '-n', sandbox.namespace, '-l', `job-name=${plan.job}`, '-o', 'json')).items;
	const folder = `${sandbox.namespace}_${metadata.name}_${metadata.uid}/main/`;
	const files = await kubectl('get', '--raw', `/api/v1/nodes/${spec.nodeName}/proxy/logs/pods/${folder}`);
	// Else nothing is shown
	expect(files.match(/<a href="0\.log\./g)?.length).toBeGreaterThan(0);
	const expected = Buffer.from(Array.from({length: count}, (_, i) => line(i)).join(''));
	expect(expected.length).toBeGreaterThan(24e6);
	const log = logOf(plan);
	expect([log.length, hashOf(log)]).toEqual([expected.length, hashOf(expected)]);
	expect(endOf({events} as ReturnType<ClusterSandbox['look']>)).toEqual([`${count} lines, verified`]);
	expect(short.filter(text => text.startsWith('gap'))).toEqual([]);
});

/** The runtime reads two pipes, and long lines in pieces: without the pauses it may put the line of one amid a line of the other, as the node's file then has it. */
const strange = `import sys, time
out, err = sys.stdout.buffer, sys.stderr.buffer
out.write(b"a" * 40000 + b"\\n"); out.flush()
time.sleep(0.5); err.write(b"error in between\\n"); err.flush(); time.sleep(0.5)
out.write(bytes(range(1, 256)).replace(b"\\n", b"") * 200 + b"\\n\\n  leading\\ttab \\r\\n"); out.flush()
for i in range(50):
    out.write(b"\\rprogress %d" % i); out.flush()
out.write(b"\\n" + b"z" * 1000000 + b"\\n\\0\\0\\n"); out.flush()
out.write(b"last, without a newline")
`;

test.concurrent('long lines, binary bytes, a pod that lives for 50 ms and one that is deleted while it writes', async () => {
	const encoded = Buffer.from(strange).toString('base64');
	const deleted = await sandbox.plan({image: python, command: 'trap "echo bye; exit 143" TERM; echo here; while :; do sleep 0.2; done'});
	const [odd, brief, gone] = await Promise.all([
		sandbox.run({image: python, command: `echo ${encoded} | base64 -d | python3 -`}),
		sandbox.run({image: python, command: 'echo brief'}),
		sandbox.drive(deleted),
		(async () => {
			await sandbox.until(deleted, 'its first line', ({log}) => log() === 'here\n');
			await kubectl('delete', 'pod', '-n', sandbox.namespace, '-l', `job-name=${deleted.job}`, '--wait=false');
		})(),
	]);
	const all = Buffer.from(Array.from({length: 255}, (_, index) => index + 1).filter(byte => byte !== 10));
	const expected = Buffer.concat([
		Buffer.from(`${'a'.repeat(40000)}\nerror in between\n`),
		...Array.from({length: 200}, () => all),
		// The runtime takes the \r before a newline away (seen with containerd 1.6)
		Buffer.from('\n\n  leading\ttab \n'),
		Buffer.from(Array.from({length: 50}, (_, i) => `\rprogress ${i}`).join('')),
		Buffer.from(`\n${'z'.repeat(1_000_000)}\n\0\0\nlast, without a newline`),
	]);
	// Two streams have no order among them
	const sorted = (bytes: Buffer) => bytes.toString('latin1').split('\n').sort();
	expect(sorted(logOf(odd.plan))).toEqual(sorted(expected));
	expect(endOf(odd)[0]).toMatch(/ lines, verified$/);
	expect([brief.end, brief.log(), endOf(brief)]).toEqual([{status: 'succeeded', exitCode: 0}, 'brief\n', ['1 line, verified']]);
	expect(gone.end).toMatchObject({status: 'failed', reason: 'pod-gone'});
	// The shell tells of its `sleep`, which was asked as well
	expect(gone.log()?.replace('Terminated\n', '')).toBe('here\nbye\n');
});

test('a helper that the cluster puts beside the command has a log of its own, and does not hold the end of the run up', async () => {
	const helper = {name: 'helper', image: busybox, command: ['sh', '-c', 'echo helping; sleep 1000'], terminationMessagePolicy: 'File'};
	await using _hook = await startHelperWebhook([sandbox], helper, '-');
	const {end, log, plan, short} = await sandbox.run({image: python, command: 'sleep 3; echo done; exit 6'});
	expect(end).toMatchObject({status: 'failed', exitCode: 6, reason: 'command-failed'});
	expect(log()).toBe('done\n');
	const other = short.flatMap(text => /^stream (\S*helper\S*)$/.exec(text)?.[1] ?? []);
	expect(other.map(log)).toEqual(['helping\n']);
	await sandbox.remove(plan.runId);
});

test.concurrent('an image without bash is told as a notice, and its log has only what the command wrote, also after build steps', async () => {
	const runs = await Promise.all([
		sandbox.run({image: busybox, command: 'echo one; echo two', kubernetes: {builder: 'inline'}}),
		sandbox.run({image: busybox, command: 'echo one; echo two', steps: ['true'], kubernetes: {builder: 'inline'}, name: 'steps'}),
	]);
	const lacking = 'notice The image has no bash: its sh runs the command, and may read some of it in another way.';
	expect(runs.map(({short}) => short.filter(each => each === lacking))).toEqual([[lacking], [lacking]]);
	expect(runs.map(({log}) => log()?.replaceAll(/^polyaxon-tui r-\w+: .*\n/gm, ''))).toEqual(['one\ntwo\n', 'one\ntwo\n']);
	expect(runs.map(endOf)).toEqual([['2 lines, verified'], ['4 lines, verified']]);
});
