import {type Cause, failure} from './cause.ts';

type BuildCause = {
	readonly code: string;
	readonly pattern: RegExp;
	readonly isSticky: boolean;
	readonly title: (word: string) => string;
	readonly hint: string;
};

/** What builders say when they give up; kaniko 1.24, BuildKit 0.32, buildah. What says more stands before what says less. */
const buildCauses: readonly BuildCause[] = [
	{
		code: 'builder-not-allowed',
		pattern: /\[rootlesskit:.*|could not connect to unix:\/\/\/run\/user\/\d+\/buildkit\/buildkitd\.sock.*/,
		isSticky: true,
		title: () => 'this cluster does not allow BuildKit without root',
		hint: 'Use another builder: kubernetes: {builder: kaniko}, or {builder: inline}, in the settings.',
	},
	{
		code: 'push-denied',
		pattern:
			/error checking push permissions.*? for "([^"]+)".*|(?:error|failed) (?:pushing|to push).*?"?([\w.-]+(?::\d+)?\/[^\s":]+).*(?:UNAUTHORIZED|DENIED|denied|x509|401|403).*/,
		isSticky: true,
		title: word => `the build may not push to ${word || 'the registry'}`,
		hint: 'See kubernetes.registry in the settings, and that the secret of pushSecret (type kubernetes.io/dockerconfigjson) has a login that may push there.',
	},
	{
		code: 'base-image-not-found',
		pattern: /error building image: .*?GET \S+?\/\/([^/]+)\/v2\/(\S+)\/manifests\/(\S+?): (?:MANIFEST_UNKNOWN|NAME_UNKNOWN|NOT_FOUND).*/,
		isSticky: true,
		title: word => `the image to build from is not in the registry ${word}`,
		hint: 'Correct the name and the tag in build.image.',
	},
	{
		code: 'base-image-auth',
		pattern: /error building image: .*?GET \S+?\/\/([^/]+)\/v2\/.*(?:UNAUTHORIZED|DENIED).*/,
		isSticky: true,
		title: word => `the build may not pull from the registry ${word}, or the image does not exist`,
		hint: 'See the name in build.image, and that the secret of pushSecret has a login for this registry too.',
	},
	{
		code: 'build-step-failed',
		pattern: /waiting for process to exit: exit status (\d+)|did not complete successfully: exit code: (\d+)|building at STEP .* exit status (\d+)/,
		isSticky: false,
		title: word => `a build step failed with exit code ${word}`,
		hint: 'The end of the build log says why. Steps see the requirements, conda and setup files of the folder only, and are run by /bin/sh.',
	},
];

/** Words of kaniko and BuildKit around what a step printed. */
const ofBuilder = /^(?:INFO|WARN|DEBU|ERRO)\[\d+\]|^error building image|^#\d+ (?!\d+\.\d+ )|^error: failed to solve/;

/** Lines of a build step that are shown as proof. */
const shown = 15;

/** Rows 37, 38 and 40: what the log of a builder says. */
export const buildCause: Cause = ({end, tail}) => {
	if (end?.status !== 'failed') return undefined;
	for (const {code, pattern, isSticky, title, hint} of buildCauses) {
		const line = tail.findLast(each => pattern.test(each));
		if (line === undefined) continue;
		const word = pattern.exec(line)?.slice(1).find(Boolean) ?? '';
		const printed =
			code === 'build-step-failed'
				? tail
						.filter(each => !ofBuilder.test(each))
						.map(each => each.replace(/^#\d+ \d+\.\d+ /, ''))
						.slice(-shown)
				: [];
		return failure(code, title(word), hint, [...printed.slice(-1), line], {isSticky, ...(printed.length > 0 && {log: printed})});
	}
	return undefined;
};
