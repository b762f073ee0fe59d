import {basename, join} from 'node:path';
import {isSetupFile} from '../../image/step-files.ts';
import {processFiles} from '../processes/process-files.ts';
import {quote} from '../processes/shell-quote.ts';
import type {HostPlan} from './plan.ts';
import {wrapperStart} from './wrapper-script.ts';

/** Detail in the exit code file when another run had built the environment meanwhile. */
export const reusedDetail = 're-used';

/**
 * The script that builds an environment. `finish` gets the exit code and the number of the step (0: before the first).
 * `path` is the PATH of the script's own commands; steps get the one of their environment.
 */
export function buildScript(plan: HostPlan, environment: NonNullable<HostPlan['environment']>, from: {readonly path: string; readonly uv?: string}): string {
	const {runFolder} = plan;
	const {folder, steps, stepFiles, key} = environment;
	const code = join(folder, 'code');
	return `${wrapperStart(runFolder, 'build')}
steps_path=$PATH
PATH=${quote(from.path)}
environment=${quote(folder)}
${lockScript(`${folder}.locks`)}
if [ -e "$environment/.ok" ]; then
	printf '%s\\n' ${quote(`Environment ${shortKey(key)} was built by another run meanwhile: re-used.`)}
	finish 0 ${reusedDetail}
fi
# Without .ok it is what a build left that did not come to its end.
{ rm -rf "$environment" && (umask 077; mkdir -p "$environment/code") && chmod 755 "$environment/code"; } 2>&1 || finish 1 0
(umask 077; cp ${quote(processFiles(runFolder, 'build').script)} "$environment/build.sh") 2>&1 || finish 1 0
${stepFiles.map(file => copyScript(join(runFolder, 'code', file), join(code, file))).join('\n')}
${environment.needsPython ? venvScript(environment, from.uv) : ''}
# What a step printed without a newline at its end would run into the next line.
end_line() {
	[ -z "$(tail -c 1 ${quote(processFiles(runFolder, 'build').log)} 2>/dev/null)" ] || echo
}
step() {
	[ -z "$asked" ] || finish 143 $1
	end_line
	printf '%s\\n' "Step $1/${steps.length} : $3"
	(PATH=$steps_path; cd "$environment/code" && exec /bin/sh -c "$2") 2>&1 || finish $? $1
}
${steps.map((step, index) => `step ${index + 1} ${quote(step)} ${quote(titleOf(step))}`).join('\n')}
[ -z "$asked" ] || finish 143 ${steps.length}
(umask 077; printf '%s\\n' ${quote(plan.runId)} >"$environment/.ok") 2>&1 || finish 1 0
finish 0
`;
}

/** The key as people see it. */
export function shortKey(key: string): string {
	return `${key.slice(0, 4)}…`;
}

/** A step in one line. */
export function titleOf(step: string): string {
	const [first = '', ...rest] = step.trim().split('\n');
	return rest.length === 0 ? first : `${first} …`;
}

/**
 * One builder at a time. A lock is a symbolic link, which is made at once with its text (the holder's pid and start time) or not at all, and is
 * held as long as its holder lives: nobody deletes the lock of a dead one, the next takes the next number. Only lower numbers are ever removed,
 * and who finds a higher number than its own does not hold the lock.
 */
function lockScript(folder: string): string {
	return `locks=${quote(folder)}
(umask 077; mkdir -p "$locks") 2>&1 || finish 1 0
highest() {
	top=0
	for lock in "$locks"/*; do
		number=\${lock##*/}
		case $number in *[!0-9]*) continue ;; esac
		[ "$number" -le "$top" ] || top=$number
	done
}
said=
tries=0
while :; do
	[ -z "$asked" ] || finish 143 0
	highest
	mine=$((top + 1))
	holder=$(readlink "$locks/$top") || holder=
	if [ -n "$holder" ] && [ "$(start_of "\${holder%% *}")" = "\${holder#* }" ]; then
		[ -n "$said" ] || printf '%s\\n' ${quote(`Another run is building environment ${shortKey(basename(folder))}: waiting for it.`)}
		said=1
		sleep 0.2 2>/dev/null || sleep 1
	elif ln -s "$$ $start" "$locks/$mine" 2>/dev/null; then
		highest
		[ "$top" -ne "$mine" ] || break
	else
		tries=$((tries + 1))
		if [ "$tries" -ge 50 ]; then
			printf '%s\\n' "Cannot make a link in $locks."
			finish 1 0
		fi
		sleep 0.1 2>/dev/null || sleep 1
	fi
done
for lock in "$locks"/*; do
	number=\${lock##*/}
	case $number in *[!0-9]*) continue ;; esac
	[ "$number" -ge "$mine" ] || rm -f "$lock"
done`;
}

function copyScript(from: string, to: string): string {
	const copy = `cp ${quote(from)} ${quote(to)} 2>&1 || finish 1 0`;
	return isSetupFile(basename(to)) ? `${copy}\nchmod 755 ${quote(to)} 2>&1 || finish 1 0` : copy;
}

function venvScript({folder, python}: NonNullable<HostPlan['environment']>, uv: string | undefined): string {
	const venv = join(folder, 'venv');
	const interpreter = python?.path ?? 'python3';
	const version = python?.version.split(' ')[0] ?? '';
	const command = uv === undefined ? [interpreter, '-m', 'venv', venv] : [uv, 'venv', '--seed', '--python', interpreter, venv];
	const said = `Python ${version} for the steps: ${uv === undefined ? 'python3 -m venv' : 'uv venv --seed'}`;
	return `printf '%s\\n' ${quote(said)}\n${command.map(quote).join(' ')} 2>&1 || finish $? 0`;
}
