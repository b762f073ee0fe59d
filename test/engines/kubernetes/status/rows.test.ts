import {expect, test} from 'vitest';
import {diagnoseCluster} from '../../../../source/engines/kubernetes/status/diagnose.ts';
import {endOf} from '../../../../source/engines/kubernetes/status/end.ts';
import {progressOf} from '../../../../source/engines/kubernetes/status/progress.ts';
import {fixtureNames, now, readExpected, readFixture} from './fixture.ts';

/** Row of engines.md 6 → what was recorded of it, and the code of its diagnosis. Row 0: nothing is wrong. */
const rows: ReadonlyArray<readonly [number, string, string | undefined]> = [
	[0, 'init-running', undefined],
	[0, 'job-gone', undefined],
	[0, 'native-sidecar-running', undefined],
	[0, 'node-back', undefined],
	[0, 'pod-replaced', undefined],
	[0, 'pulled', undefined],
	[0, 'pulled-after-init', undefined],
	[0, 'restart-going-on', undefined],
	[0, 'running', undefined],
	[0, 'succeeded', undefined],
	[1, 'image-back-off-old', 'image-not-found'],
	[1, 'image-never', 'image-never-pulled'],
	[1, 'image-not-found', 'image-not-found'],
	[1, 'image-not-found-init', 'image-not-found'],
	[1, 'image-tag-not-found', 'image-not-found'],
	[1, 'image-refused', 'registry-unreachable'],
	[2, 'image-pull-auth', 'image-pull-auth'],
	[2, 'image-pull-forbidden', 'image-pull-auth'],
	[2, 'image-pull-hub', 'image-pull-auth'],
	[3, 'image-certificate', 'registry-certificate'],
	[4, 'image-http', 'registry-http'],
	[5, 'image-host-unknown', 'registry-unknown-host'],
	[6, 'exec-format', 'wrong-architecture'],
	[6, 'image-architecture', 'wrong-architecture'],
	[7, 'image-rate-limit', 'registry-limit'],
	[8, 'image-name-invalid', 'image-name-invalid'],
	[9, 'configmap-missing', 'configmap-missing'],
	[9, 'secret-key-missing', 'secret-key-missing'],
	[9, 'secret-missing', 'secret-missing'],
	[10, 'runs-as-root', 'runs-as-root'],
	[11, 'no-bash', 'no-shell'],
	[12, 'no-scale-up', 'unschedulable-gpu'],
	[12, 'scale-up', 'unschedulable-gpu'],
	[12, 'unschedulable-cpu', 'unschedulable-resources'],
	[12, 'unschedulable-gpu', 'unschedulable-gpu'],
	[12, 'unschedulable-mixed', 'unschedulable-gpu'],
	[12, 'unschedulable-taint', 'unschedulable-taint'],
	[13, 'unschedulable-selector', 'unschedulable-selector'],
	[14, 'volume-claim-missing', 'volume-missing'],
	[14, 'volume-claim-unbound', 'volume-not-ready'],
	[14, 'volume-other-zone', 'volume-not-ready'],
	[15, 'queued', 'queued'],
	[15, 'scheduling-gated', 'queued'],
	[15, 'suspended', 'queued'],
	[16, 'volume-not-attached', 'volume-not-mounted'],
	[16, 'volume-not-mounted', 'secret-missing'],
	[17, 'sandbox', 'node-problem'],
	[17, 'sandbox-network', 'node-problem'],
	[18, 'init-out-of-memory', 'out-of-memory'],
	[18, 'out-of-memory', 'out-of-memory'],
	[18, 'out-of-memory-child', 'killed'],
	[19, 'bus-error', 'bus-error'],
	[19, 'exit-1', 'script-failed'],
	[19, 'exit-2', 'wrong-arguments'],
	[19, 'exit-126', 'not-executable'],
	[19, 'exit-127', 'command-not-found'],
	[19, 'exit-134', 'aborted'],
	[19, 'exit-137', 'killed'],
	[19, 'exit-139', 'segmentation-fault'],
	[19, 'exit-143', 'terminated'],
	[19, 'init-failed', 'init-failed'],
	[20, 'deadline-job', 'deadline'],
	[20, 'deadline-pod', 'deadline'],
	[21, 'restarts', 'command-failed'],
	[22, 'failure-policy', 'stopped-by-rule'],
	[22, 'indexes-failed', 'stopped-by-rule'],
	[23, 'evicted-node-pressure', 'evicted'],
	[23, 'evicted-storage', 'evicted'],
	[24, 'drained', 'drained'],
	[24, 'preempted', 'preempted'],
	[25, 'node-silent', 'node-silent'],
	[25, 'node-silent-unseen', 'node-silent'],
	[25, 'node-lost', 'node-lost'],
	[26, 'machine-gone', 'machine-gone'],
	[26, 'pod-gone', 'pod-gone'],
	[27, 'pod-security', 'pod-security'],
	[27, 'pod-security-dry-run', 'pod-security'],
	[28, 'quota-exceeded', 'quota-exceeded'],
	[28, 'quota-exceeded-dry-run', 'quota-exceeded'],
	[28, 'quota-full', 'quota-exceeded'],
	[28, 'quota-must-specify', 'quota-needs-amount'],
	[29, 'limit-range', 'limit-range'],
	[30, 'admission-policy', 'refused-by-rule'],
	[30, 'webhook-denied', 'refused-by-rule'],
	[30, 'webhook-denied-pod', 'refused-by-rule'],
	[30, 'webhook-timeout', 'webhook-silent'],
	[30, 'webhook-unreachable', 'webhook-silent'],
	[31, 'no-rights', 'no-rights'],
	[32, 'login-expired', 'login-expired'],
	[33, 'namespace-ending', 'namespace-terminating'],
	[33, 'namespace-missing', 'namespace-missing'],
	[34, 'invalid', 'invalid'],
	[34, 'priority-class-missing', 'priority-class-missing'],
	[34, 'service-account-missing', 'service-account-missing'],
	[34, 'unknown-resource', 'request-failed'],
	[35, 'already-exists', 'already-exists'],
	[36, 'api-server-away', 'cluster-unreachable'],
	[36, 'throttled', 'throttled'],
	[39, 'upload-timeout', 'upload-timeout'],
	[41, 'sidecar-blocks-end', 'command-failed'],
	[41, 'sidecar-blocks-success', 'sidecar-blocks-end'],
	[42, 'complete-pod-gone', 'logs-cleaned'],
];

/** What builders say when they give up is told by build/build-failure.ts. */
const ofBuilders: readonly number[] = [37, 38, 40];

test('every row of the table of failures is here, and every fixture has a row', () => {
	expect([...new Set(rows.map(([row]) => row))]).toEqual(Array.from({length: 43}, (_, row) => row).filter(row => !ofBuilders.includes(row)));
	expect(rows.map(([, name]) => name).toSorted()).toEqual([...fixtureNames()].toSorted());
});

test.each(rows)('row %i: %s is told as %s, with its progress and its end', (_row, name, code) => {
	const {namespace, observed, createError} = readFixture(name);
	const diagnosis = diagnoseCluster({...observed, createError, namespace, mainContainer: 'main', now});
	expect(diagnosis?.code).toBe(code);
	const {containers, ...progress} = progressOf(observed, 'main', now);
	const view = {
		diagnosis,
		end: endOf(observed, 'main', now),
		progress,
		containers: containers.map(({pod, name: container, kind, state, exitCode}) =>
			[pod, container, kind, state, exitCode].filter(part => part !== undefined).join(' '),
		),
	};
	// As JSON: what is absent and what is undefined is the same
	expect(JSON.parse(JSON.stringify(view))).toEqual(readExpected(name));
});
