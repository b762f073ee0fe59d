import {readFile} from 'node:fs/promises';
import {contextKey} from '../manifests/upload-container.ts';
import type {PackedContext} from './pack-context.ts';

/** Bytes. A ConfigMap holds 1 MiB (MaxSecretSize of core/v1), and goes to the API server as base64; this leaves room for all else. */
const largest = 700 * 1024;

/** Whether a context is small enough to go through a ConfigMap, which needs no right to run commands in pods. */
export function fitsConfigMap({bytes}: Pick<PackedContext, 'bytes'>): boolean {
	return bytes <= largest;
}

/** `binaryData` of the ConfigMap that holds a context, under the key that `uploadContainer` unpacks. Nothing has to be verified then: the API server takes it whole or not at all. */
export async function configMapData({file}: Pick<PackedContext, 'file'>): Promise<{[key: string]: string}> {
	return {[contextKey]: (await readFile(file)).toString('base64')};
}
