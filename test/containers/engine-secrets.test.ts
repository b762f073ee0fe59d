import {execFile} from 'node:child_process';
import {existsSync, mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {expect, test} from 'vitest';
import {isError} from '../../source/polyaxonfile/problem.ts';
import {busybox, createEngineSandbox, podman} from './engine-sandbox.ts';

const run = promisify(execFile);
const secret = 'hunter2-of-the-test';

/** All arguments of all processes, over and over, until told to end. */
function watchArguments() {
	const seen = new Set<string>();
	let isOver = false;
	const watching = (async () => {
		while (!isOver) for (const line of (await run('ps', ['-eo', 'args='], {maxBuffer: 1 << 26})).stdout.split('\n')) seen.add(line);
	})();
	return async () => {
		isOver = true;
		await watching;
		return [...seen].join('\n');
	};
}

test('secrets come from an env file, a manifest or a folder, to the run alone; no argument, file or image has them', async () => {
	await using sandbox = await createEngineSandbox();
	const {folder, code} = sandbox;
	const key = `-----BEGIN KEY-----\n${secret}\n-----END KEY-----\n`;
	await sandbox.write({
		'train.sh': 'env | grep -c hunter2; printf "%s" "$KEY" | head -2 | tail -1; echo "$TOKEN|$PASSWORD|$QUOTED|$PLAIN|$LEFT"',
		's.env': `TOKEN=${secret}\n`,
	});
	writeFileSync(
		join(folder, 'manifest.yaml'),
		`apiVersion: v1\nkind: Secret\nmetadata: {name: m}\ndata: {PASSWORD: ${Buffer.from(`pass ${secret}`).toString('base64')}}\nstringData: {QUOTED: '"a" $b #c ${secret}'}\n`,
	);
	mkdirSync(join(folder, 'keys'));
	writeFileSync(join(folder, 'keys/KEY'), `${key}\n`);
	writeFileSync(join(folder, 'c.env'), 'PLAIN=yes\nLEFT=out\n');
	const plan = await sandbox.plan({
		image: busybox,
		steps: ['env'],
		specification: {command: './train.sh', environment: {secret_refs: ['s', 'm', 'k'], configmap_refs: ['c']}},
		settings: {
			secretRefs: [
				{name: 's', envFile: join(code, 's.env')},
				{name: 'm', envFile: join(folder, 'manifest.yaml')},
				{name: 'k', envFile: join(folder, 'keys')},
			],
			configmapRefs: [{name: 'c', envFile: join(folder, 'c.env'), items: ['PLAIN']}],
		},
	});
	expect((await sandbox.engine.preflight(plan, new AbortController().signal)).filter(isError)).toEqual([]);
	const argumentsSeen = watchArguments();
	const {end, log} = await sandbox.drive(plan);
	expect(await argumentsSeen()).not.toContain(secret);
	expect(end).toEqual({status: 'succeeded', exitCode: 0});
	expect(log('run')).toBe(`4\n${secret}\n${secret}|pass ${secret}|"a" $b #c ${secret}|yes|\n`);
	expect(log('build')).not.toContain(secret);
	expect(JSON.stringify(plan)).not.toContain(secret);
	expect(existsSync(join(plan.runFolder, 'container.env'))).toBe(false);
	const {stdout} = await run('grep', ['-rl', secret, plan.runFolder]);
	expect(stdout.trim().split('\n')).toEqual([join(plan.runFolder, 'logs/run.log')]); // Where the command itself wrote it
	const images = await podman(
		'run',
		'--rm',
		'--entrypoint',
		'/bin/sh',
		(await podman('images', '-q', '--filter', `reference=localhost/plx-${sandbox.name.toLowerCase()}`)).trim(),
		'-c',
		'env; grep -r hunter2-of /code || echo none',
	);
	expect(images).not.toContain(secret);
	expect(images).toContain('none');
});

test('missing secrets stop the run before anything is built', async () => {
	await using sandbox = await createEngineSandbox();
	const plan = await sandbox.plan({image: busybox, specification: {command: 'true', environment: {secret_refs: ['a', 'b'], configmap_refs: ['c']}}});
	const problems = await sandbox.engine.preflight(plan, new AbortController().signal);
	expect(problems.filter(isError).map(({message}) => message)).toEqual(
		['secret "a"', 'secret "b"', 'configmap "c"'].map(
			what => `The ${what} has no source on this computer. Looked in .polyaxon/tui.yaml and ~/.config/polyaxon-tui/config.yaml.`,
		),
	);
});
