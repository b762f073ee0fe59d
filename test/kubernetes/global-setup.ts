import {execFileSync} from 'node:child_process';
import process from 'node:process';
import {setup as build} from '../e2e/global-setup.ts';

/** Builds the program, and fails where there is no cluster to try it on: a test that is left out says nothing. */
export function setup(): void {
	if (!process.env.KUBECONFIG) throw new Error('These tests need a cluster: export KUBECONFIG=$(../shared/cluster/up), then npm run test:kubernetes.');
	execFileSync('kubectl', ['get', '--raw', '/readyz', '--request-timeout=10s'], {stdio: ['ignore', 'ignore', 'inherit']});
	build();
}
