import {sanitiseLine} from '../../../terminal/sanitise.ts';
import type {ApiError} from '../client/api-error.ts';
import type {ExecEnd, Target} from '../client/client.ts';
import {uploadExit} from './upload-scripts.ts';

/** Why the context did not get into the pod. */
export type UploadFault = {
	readonly code: /** The user may not run commands in pods: a small context can go through a ConfigMap. */
		| 'forbidden'
		/** The container has ended, or the pod is gone: its status says why. */
		| 'not-running'
		/** The image of the container has not what is needed. */
		| 'helper-image'
		| 'no-space'
		/** What arrived was not what was sent. */
		| 'damaged'
		/** The connection was cut, or stood still. */
		| 'connection'
		/** The cluster does not take the login, or there is none to be had. */
		| 'login'
		| 'other';
	/** One line, sanitised, with what to do. */
	readonly message: string;
	/** Whether another attempt may do better. */
	readonly isPassing: boolean;
};

/** What an attempt that ended without success came to. */
export function faultOfError(error: ApiError, {namespace, pod, container}: Target): UploadFault {
	const words = sanitiseLine(error.message);
	if (error.status === 403 && /exec/.test(error.message)) {
		// For WebSockets the right is `get`, and from 1.35 on `create` as well (kubernetes/kubernetes#134577)
		const verb = /cannot (get|create) resource/.exec(error.message)?.[1] ?? 'create';
		const mend = `kubectl auth can-i ${verb} pods/exec -n ${namespace}`;
		return {code: 'forbidden', message: `The cluster does not let you run commands in pods, which sends the code (see ${mend}): ${words}`, isPassing: false};
	}
	if (noShell.test(error.message)) return helperFault('sh');
	if (error.status === 404 || /container not found|is not running|not running|completed pod/i.test(error.message))
		return {code: 'not-running', message: `The container ${container} of the pod ${pod} does not run any more: ${words}`, isPassing: false};
	if (error.status === 401 || error.fault === 'login')
		return {code: 'login', message: `The cluster does not take your login, and the code could not be sent: ${words}`, isPassing: false};
	// `tls`: in another network somebody else may answer at the same address
	const isLost = error.fault !== 'answer' || error.status === 429 || error.status >= 500;
	if (isLost) return {code: 'connection', message: `The connection broke while the code was sent: ${words}`, isPassing: true};
	return {code: 'other', message: `The code could not be sent: ${words}`, isPassing: false};
}

/** What an exit code other than 0 means, with what the commands said. */
export function faultOfEnd({exitCode, stderr}: ExecEnd): UploadFault {
	const words = sanitiseLine(stderr.trim().split('\n').at(-1) ?? '').slice(0, 300);
	if (exitCode === uploadExit.noTools) return helperFault(/^no (\S+)$/.exec(words)?.[1] ?? 'sh, head, tar and sha256sum');
	if (exitCode === uploadExit.damaged) return {code: 'damaged', message: 'The code did not arrive as it was sent.', isPassing: true};
	if (noShell.test(stderr)) return helperFault('sh');
	// busybox says "I/O error" of a full disk
	if (exitCode === uploadExit.unwritten || /No space left|Disk quota exceeded/i.test(stderr)) {
		const message = `The node has no space for the code (${words}). Leave out what the run does not need (.polyaxonignore), or have space made on the node.`;
		return {code: 'no-space', message, isPassing: false};
	}
	// 128 and more: ended by a signal, such as when its memory was not enough
	return {code: 'other', message: `The code could not be unpacked in the pod (exit code ${exitCode})${words === '' ? '.' : `: ${words}`}`, isPassing: true};
}

/** runc's and crun's words for a program that is not in the image. */
const noShell = /executable file not found|exec: "sh"|`sh`.*(?:not found|No such file)|no such file or directory.*\bsh\b/i;

function helperFault(tool: string): UploadFault {
	const message = `The image that takes the code has no ${tool}. Set kubernetes.helperImage to one that has sh, head, tar and sha256sum, such as busybox:1.37.`;
	return {code: 'helper-image', message, isPassing: false};
}
