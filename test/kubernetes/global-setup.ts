import {execFileSync} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import process from 'node:process';
import {setup as build} from '../e2e/global-setup.ts';
import {ownNamespaces} from './own-namespaces.ts';

/**
 * Builds the program, and fails where there is no cluster to try it on: a test that is left out says nothing. At the end the namespaces of these tests go, also
 * those of a test whose set-up failed, took too long or died.
 */
export function setup(): () => void {
	if (!process.env.KUBECONFIG) throw new Error('These tests need a cluster: export KUBECONFIG=$(../shared/cluster/up), then npm run test:kubernetes.');
	execFileSync('kubectl', ['get', '--raw', '/readyz', '--request-timeout=10s'], {stdio: ['ignore', 'ignore', 'inherit']});
	build();
	// The workers, which are started after this, have it from here
	process.env.POLYAXON_TUI_TEST_ROUND = randomBytes(4).toString('hex');
	return () => {
		const words = ['delete', 'namespace', '-l', ownNamespaces(), '--wait=false', '--ignore-not-found'];
		execFileSync('kubectl', words, {stdio: ['ignore', 'ignore', 'inherit']});
	};
}
