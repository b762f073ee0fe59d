import type {KubernetesSettings} from '../plan.ts';

/** What decides which cluster is used, and how. Absent: the kubeconfig's current context, and that context's namespace. */
export type ClusterSettings = KubernetesSettings & {readonly context?: string; readonly namespace?: string};

/** What one place says of clusters: a settings file, the environment, the flags. */
export type GivenSettings = {readonly [Key in keyof ClusterSettings]?: ClusterSettings[Key]};

/** What holds where nobody says anything else. Images are pinned: what they do was tried. */
export const defaultClusterSettings: ClusterSettings = {
	isInsecureRegistry: false,
	pullSecrets: [],
	builder: 'auto',
	// The fork that is looked after; that of Google is archived
	kanikoImage: 'ghcr.io/osscontainertools/kaniko:v1.28.3',
	helperImage: 'busybox:1.37',
	keepFor: 7 * 24 * 3600,
	stickyWait: 120,
};

/** The settings of several places, each before those after it, and the defaults. */
export function settingsFrom(...places: readonly GivenSettings[]): ClusterSettings {
	return Object.assign({}, defaultClusterSettings, ...places.toReversed());
}
