import {bakedStepFiles, codeRoot} from '../../../image/baked-code.ts';
import {isEnvName} from '../../../image/dockerfile.ts';
import {whyNoEnv} from '../../../image/instruction.ts';
import type {ImagePlan} from '../../../image/plan.ts';
import {isLongStep, scriptPath} from '../../../image/step-scripts.ts';
import {commandScript} from '../../command-script.ts';
import {quote} from '../../processes/shell-quote.ts';
import {stepsMark} from '../step-marks.ts';
import {codeInside, contextFolder, homeFolder} from './places.ts';

/**
 * What a container with inline steps is started with: `/bin/sh -c <script> <watchScript> <command> <step>…`. It does what the Dockerfile would have said, in the same
 * order: variables, the files that steps may see, the steps, the code; then the command. Everything is in the main container, since only what a step does
 * there to its own file system (apt, pip) is there for the command. What it prints before each part is read by `readStepMark`; the number of a step that
 * failed is also the container's termination message. `given`: variables that the pod has, which count more than those of an image.
 */
export function inlineScript(image: ImagePlan, runId: string, given: readonly string[]): string {
	const mark = quote(stepsMark(runId));
	return `trap 'exit 143' TERM INT
plx_end() {
	printf '%s\\n' "$1" >/dev/termination-log
	exit "$2"
}
${exportsOf(image, given).join('\n')}
if [ "$(id -u 2>/dev/null)" != 0 ]; then
	[ -w "\${HOME:-/}" ] || export HOME=${homeFolder}
	export PIP_USER=1 PYTHONUSERBASE="$HOME/.local" PATH="$HOME/.local/bin:$PATH"
fi
cd ${codeInside} || plx_end 'steps: no folder for the code' 126
${bakedStepFiles(image)
	.map(({path}) => `cp ${quote(`${contextFolder}/${codeRoot}/${path}`)} ${codeInside}/ 2>&1 || plx_end 'steps: cannot copy the code' 1`)
	.join('\n')}
plx_command=$1
shift
plx_number=0
for plx_step in "$@"; do
	plx_number=$((plx_number + 1))
	printf '%s step %s of %s\\n' ${mark} $plx_number $#
	/bin/sh -c "$plx_step" 2>&1 &
	wait $! || plx_end "step $plx_number of $#: exit code $?" $?
done
cp -RP ${contextFolder}/${codeRoot}/. ${codeInside}/ 2>&1 || plx_end 'steps: cannot copy the code' 1
printf '%s done\\n' ${mark}
trap - TERM INT
set -- "$plx_command"
${commandScript}`;
}

/** The steps as arguments of the script. One too long for an argument of the kernel is a file of the context. */
export function inlineSteps({steps}: ImagePlan): readonly string[] {
	return steps.map((step, index) => (isLongStep(step) ? `exec /bin/sh ${contextFolder}/${scriptPath(index)}` : step));
}

/** The variables of the image, as ENV of its Dockerfile has them. */
function exportsOf({langEnv, env}: ImagePlan, given: readonly string[]): readonly string[] {
	const language = langEnv === undefined ? [] : ['LC_ALL', 'LANG', 'LANGUAGE'].map(name => [name, langEnv] as const);
	return [...language, ['SHELL', '/bin/bash'] as const, ...env]
		.filter(([name, value]) => isEnvName(name) && !whyNoEnv(value) && !given.includes(name))
		.map(([name, value]) => `export ${name}="${encodeValue(value)}"`);
}

/** `$NAME` and `\${NAME}` are replaced, as builders do it; `\\$NAME` stays `$NAME`, and nothing else means anything. */
function encodeValue(value: string): string {
	return value.replaceAll(/(\\*)(\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*\}))|["\\$`]/g, (found, slashes: string | undefined, variable: string | undefined) => {
		if (slashes === undefined || variable === undefined) return `\\${found}`;
		const isText = slashes.length % 2 === 1;
		return `${'\\\\'.repeat(slashes.length - (isText ? 1 : 0))}${isText ? '\\' : ''}${variable}`;
	});
}
