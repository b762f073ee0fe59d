/** A right in the namespace of a run, and what it is for. */
export type Right = {
	/** Group of the API; empty for the core. */
	readonly group: '' | 'batch';
	/** With the subresource: `pods/log`. */
	readonly resource: string;
	readonly verbs: readonly string[];
	/** What it is used for, as in "to …". */
	readonly use: string;
	/**
	 * `run`: no run without it. `upload`: no run without it that sends code. `fallback`: instead of `upload` for small code. `comfort`: something is missing
	 * without it. `check`: only the preflight and the wizard use it. `values`: the same, and it lets one read the values of secrets, so that it is left to
	 * the administrator.
	 */
	readonly need: 'run' | 'upload' | 'fallback' | 'comfort' | 'check' | 'values';
};

/** All rights that are used in a namespace. */
export const neededRights: readonly Right[] = [
	{group: 'batch', resource: 'jobs', verbs: ['create', 'get'], use: 'start a run', need: 'run'},
	{group: '', resource: 'pods', verbs: ['get', 'list'], use: 'follow a run', need: 'run'},
	{group: '', resource: 'pods/log', verbs: ['get'], use: 'show its output', need: 'run'},
	// A WebSocket is opened by GET, and servers up to 1.34 look for that verb alone (seen on 1.34.4)
	{group: '', resource: 'pods/exec', verbs: ['get'], use: 'send the code', need: 'upload'},
	{group: 'batch', resource: 'jobs', verbs: ['delete'], use: 'stop and remove a run', need: 'comfort'},
	{group: 'batch', resource: 'jobs', verbs: ['patch'], use: 'tell other computers that a run was stopped', need: 'comfort'},
	{group: 'batch', resource: 'jobs', verbs: ['list'], use: 'find the runs of other computers', need: 'comfort'},
	{group: '', resource: 'pods', verbs: ['delete'], use: 'start a run again that a helper keeps alive', need: 'comfort'},
	{group: '', resource: 'events', verbs: ['list'], use: 'say why a run waits', need: 'comfort'},
	// From 1.35 on WebSockets need this one too (https://github.com/kubernetes/kubernetes/pull/134577)
	{group: '', resource: 'pods/exec', verbs: ['create'], use: 'do the same on Kubernetes 1.35 and later', need: 'comfort'},
	{group: '', resource: 'configmaps', verbs: ['create', 'delete', 'patch'], use: 'send small code where exec is forbidden', need: 'fallback'},
	// Gives no power of its own: who may create Jobs makes pods by them
	{group: '', resource: 'pods', verbs: ['create'], use: 'try the pod against quota and pod security, in a dry run', need: 'check'},
	{group: '', resource: 'configmaps', verbs: ['get', 'list'], use: 'see that config maps exist', need: 'check'},
	{group: '', resource: 'serviceaccounts', verbs: ['get', 'list'], use: 'see that the service account exists', need: 'check'},
	{group: '', resource: 'resourcequotas', verbs: ['list'], use: 'see what is left of the quota', need: 'check'},
	{group: '', resource: 'limitranges', verbs: ['list'], use: 'see limits and defaults', need: 'check'},
	{group: '', resource: 'secrets', verbs: ['get', 'list'], use: 'see that secrets exist', need: 'values'},
];
