import {rmSync} from 'node:fs';
import {hasCluster, makeNamespace, makeProject} from './kubernetes/cluster.ts';
import {launchRows} from './kubernetes/launch-rows.ts';
import {logRows} from './kubernetes/log-rows.ts';
import {requestRows} from './kubernetes/request-rows.ts';
import type {Row} from './table.ts';

/** Runs on the cluster of the kubeconfig, against kubectl on the same one. Nothing is measured where there is none. */
export async function run(): Promise<readonly Row[]> {
	if (!hasCluster()) return [{figure: 'kubernetes', value: 'not here: no kubectl, or no cluster by its kubeconfig', bar: '', isMet: true}];
	const deleteNamespace = makeNamespace();
	const project = makeProject();
	try {
		return [...(await launchRows(project)), ...(await requestRows(project)), ...(await logRows(project))];
	} finally {
		rmSync(project.root, {recursive: true, force: true});
		deleteNamespace();
	}
}
