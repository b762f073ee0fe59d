import type {V1ResourceRequirements} from '@kubernetes/client-node';
import type {Amounts, Environment} from '../../../polyaxonfile/specification.ts';

/** What GPUs are called on nodes; the format knows no other ones. */
export const gpuName = 'nvidia.com/gpu';
/** The platform had `cloud-tpus.google.com/v2`, which is no more; this is what nodes of Google's clusters have. */
const tpuName = 'google.com/tpu';

/** The resources of the main container; undefined when the file asks for nothing. */
export function resourcesOf({resources = {}}: Environment): V1ResourceRequirements | undefined {
	const {cpu, memory} = resources;
	// Devices cannot be shared: what is asked for is what is had (kubernetes.io, "Managing resources", extended resources)
	const devices = Object.fromEntries(
		[[gpuName, devicesOf(resources.gpu)] as const, [tpuName, devicesOf(resources.tpu)] as const]
			.filter(([, count]) => count > 0)
			.map(([name, count]) => [name, String(count)]),
	);
	const side = (key: keyof Amounts): Record<string, string> => ({
		...(cpu?.[key] !== undefined && {cpu: coresOf(cpu[key])}),
		...(memory?.[key] !== undefined && {memory: mebibytesOf(memory[key])}),
		...devices,
	});
	const both = {requests: side('requests'), limits: side('limits')};
	const filled = Object.entries(both).filter(([, amounts]) => Object.keys(amounts).length > 0);
	return filled.length === 0 ? undefined : Object.fromEntries(filled);
}

function devicesOf(amounts: Amounts | undefined): number {
	return Math.max(0, Math.ceil(amounts?.limits ?? amounts?.requests ?? 0));
}

/** `0.5` is `500m`: Kubernetes counts thousandths of a core. */
function coresOf(cores: number): string {
	return Number.isInteger(cores) ? String(cores) : `${Math.ceil(cores * 1000)}m`;
}

/** A number of Mi, in bytes where it is not whole. */
function mebibytesOf(amount: number): string {
	return Number.isInteger(amount) ? `${amount}Mi` : String(Math.ceil(amount * 2 ** 20));
}
