import type {Cause} from './causes.ts';

/** Causes that engines for containers tell in their own words, while they pull, build or start. What says more stands before what says less. */
export const imageCauses: readonly Cause[] = [
	{
		code: 'wrong-architecture',
		pattern: /no matching manifest for (\S+)|no image found in (?:manifest list|image index) for architecture (\S+?)[,\s]|(?:exec|Exec) format error/,
		knownBy: 'line',
		ofEngine: ['pull', 'build', 'run'],
		title: ({word}) => `the image is made for another processor${word ? ` than ${word}` : ''}`,
		hint: () =>
			'Use an image that is made for this one too: its page at the registry lists them. An image for amd64 runs slowly on arm64 where qemu is installed.',
	},
	{
		code: 'old-image-format',
		pattern: /manifest\.v1\+prettyjws|schema ?(?:version )?1\b.*(?:not supported|deprecated|unsupported)/i,
		knownBy: 'line',
		ofEngine: ['pull', 'build'],
		title: () => 'the image has a format that engines do not read any more',
		hint: () => 'It was pushed years ago: use a later tag of it, or build it anew.',
	},
	{
		code: 'registry-limit',
		pattern: /toomanyrequests|429 Too Many Requests/i,
		knownBy: 'line',
		ofEngine: ['pull', 'build'],
		title: () => 'the registry gives no more images for now',
		hint: () => 'Wait, or log in: podman login docker.io, or docker login. The limit of Docker Hub is higher with an account.',
	},
	{
		code: 'registry-login',
		pattern: /(?:pull access denied for ([^\s,]+)|unauthorized|authentication required|denied: requested access|no basic auth credentials|403 \(?Forbidden)/i,
		knownBy: 'line',
		ofEngine: ['pull', 'build'],
		title: ({word}) => `the registry does not give ${word ? `the image ${word}` : 'the image'}: it is not there, or wants a log-in`,
		hint: () => 'See that the name is right. Then log in to its registry: podman login REGISTRY, or docker login REGISTRY.',
	},
	{
		code: 'image-not-found',
		pattern: /manifest for (\S+) not found|manifest unknown|name unknown|reading manifest \S+ in (\S+): .*not found|(\S+): not found$/,
		knownBy: 'line',
		ofEngine: ['pull', 'build'],
		title: ({word}) => `the image ${word || 'or its tag'} does not exist`,
		hint: () => 'Correct the name and the tag in build.image. The page of the image at its registry lists its tags.',
	},
	{
		code: 'registry-certificate',
		pattern: /x509: .*/,
		knownBy: 'line',
		ofEngine: ['pull', 'build'],
		title: () => 'the certificate of the registry is not trusted here',
		hint: () => 'Add its certificate to this computer: /etc/containers/certs.d/REGISTRY/ca.crt for podman, /etc/docker/certs.d/REGISTRY/ca.crt for docker.',
	},
	{
		code: 'registry-http',
		pattern: /server gave HTTP response to HTTPS client/,
		knownBy: 'line',
		ofEngine: ['pull', 'build'],
		title: () => 'the registry has no encryption',
		hint: () => 'Allow it: insecure = true in /etc/containers/registries.conf for podman, insecure-registries in /etc/docker/daemon.json for docker.',
	},
	{
		code: 'registry-unreachable',
		pattern:
			/dial tcp:? (?:lookup )?(\S+?)(?: on \S+)?:? .*(?:connection refused|no such host|timeout|unreachable|server misbehaving)|Client\.Timeout exceeded|TLS handshake timeout/,
		knownBy: 'line',
		ofEngine: ['pull', 'build'],
		title: ({word}) => `the registry${word ? ` (${word})` : ''} could not be reached`,
		hint: () => 'See that this machine is online and the registry is named rightly. Behind a proxy, set HTTPS_PROXY for the engine.',
	},
	{
		code: 'short-image-name',
		pattern: /short-name "?([^"\s]+)"? did not resolve|short-name resolution enforced/,
		knownBy: 'line',
		ofEngine: ['pull', 'build'],
		title: ({word}) => `podman does not know the registry of ${word || 'the image'}`,
		hint: ({word}) => `Write it in full: docker.io/${word.includes('/') ? '' : 'library/'}${word || 'NAME'}.`,
	},
	{
		code: 'no-shell',
		pattern: /exec: "?\/bin\/sh"?: (?:stat|no such file|executable file not found)|\/bin\/sh`?: No such file or directory/,
		knownBy: 'line',
		ofEngine: ['run'],
		title: () => 'the image has no shell',
		hint: () => 'Commands and build steps are run by a shell: use an image that has bash or sh, not one of the kind "distroless" or "scratch".',
	},
	{
		code: 'no-gpu-devices',
		pattern: /unresolvable CDI devices|could not select device driver/i,
		knownBy: 'line',
		ofEngine: ['run'],
		title: () => 'the engine cannot give a GPU to a container here',
		hint: () => 'Install the NVIDIA Container Toolkit, and for podman describe the devices: sudo nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml.',
	},
	{
		code: 'build-file-missing',
		pattern:
			/(?:copier: stat: "\/?([^"]+)": no such file|(?:COPY|ADD) failed: .*?(?:stat )?(\S+): (?:file does not exist|no such file)|failed to compute cache key: .*"\/?([^"]+)": not found)/,
		knownBy: 'line',
		ofEngine: ['build'],
		title: ({word}) => `the build does not find ${word}`,
		hint: () => 'Correct the path: it counts from the folder that is baked. Also see that .polyaxonignore does not leave the file out.',
	},
];

/** The words of engines around what a step printed. */
const ofEngine =
	/^(?:\[\d+\/\d+\] )?STEP \d|^Step \d+\/|^ ?-+> |^Error|^error |exit status \d+$|^time="|^The command '|^#\d+ (?:DONE|ERROR|CACHED)|^-+$|^ > |^ERROR: /;

/** The last of all: a step that failed for a reason of its own. What it printed last is the best that can be shown. */
export const stepCause: Cause = {
	code: 'build-step-failed',
	pattern: /while running runtime: exit status \d+$|returned a non-zero code: \d+|did not complete successfully: exit code: \d+/,
	knownBy: 'line',
	title: ({exitCode}) => `a build step failed${exitCode === undefined ? '' : ` with exit code ${exitCode}`}`,
	hint: () => 'The end of the build log says why. Steps see the requirements, conda and setup files of the folder only, and are run by /bin/sh.',
	proof: lines => lines.findLast(line => line.trim() !== '' && !ofEngine.test(line))?.replace(/^#\d+ [\d.]+ /, ''),
};
