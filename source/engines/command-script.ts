/** What the container says first when it has no bash; it is taken out of the log, and told as a notice. */
export const noBash = 'polyaxon-tui: no bash in this image';
/** The notice. */
export const noBashNotice = 'The image has no bash: its sh runs the command, and may read some of it in another way.';

/**
 * What a container is started with: `/bin/sh -c <this> <watchScript> <command>`. The platform runs commands by /bin/bash; an image without one gets its sh.
 * `-p`: what BASH_ENV names is for the bash of the command, and not for the one that watches.
 */
export const commandScript = `plx_shell=/bin/bash
[ -x $plx_shell ] || plx_shell=$(command -v bash) || { plx_shell=/bin/sh; echo '${noBash}'; }
[ $plx_shell = /bin/sh ] || exec $plx_shell -p -c "$0" "$1" $plx_shell
exec $plx_shell -c "$0" "$1" $plx_shell`;

/**
 * The parent of the command, which outlives it: `<shell> -c <this> <command> <shell>`. With its end, that of the first process or of the init's only child,
 * the container is torn down; so when it is asked to end it asks all others, once, and goes only when none is left. Who does not listen is killed by the
 * engine, after the grace period.
 *
 * - A program that reads from a pipe (`train.py | tee log`) is left to the end of what it reads, which it may still have to print; it is asked when all
 *   others are gone and it stays.
 * - All are halted while they are asked: a shell must not go on with its next command because the one before ended first.
 * - `set -m` (not in dash and busybox, which want a terminal for it): else a background process, as the command is one, would ignore SIGINT.
 * - "All others" are those of the container only where its processes are numbered by themselves. Where they are not (`pidns="host"` in containers.conf)
 *   neither this shell nor its parent is number 1, and the command's group alone is asked.
 * - Its own words go nowhere from before the command begins: busybox may say `[1]+ Done` of a short one.
 * - A second `wait` gives the exit code that a signal came before, or 127 where the first had given it (dash).
 */
export const watchScript = `plx_child=
plx_asked=
plx_told=
plx_space=
case 1 in $$ | $PPID) plx_space=own ;; esac
plx_look() {
	plx_others=
	plx_readers=
	for plx_entry in /proc/[0-9]*; do
		plx_pid=\${plx_entry#/proc/}
		case $plx_pid in 1 | $$) continue ;; esac
		[ -d $plx_entry ] || continue
		if [ -p $plx_entry/fd/0 ]; then plx_readers="$plx_readers $plx_pid"; else plx_others="$plx_others $plx_pid"; fi
	done
}
plx_tell() {
	plx_asked=1
	[ -n "$plx_child" ] && [ -z "$plx_told" ] || return
	plx_told=1
	[ -n "$plx_space" ] || { kill -TERM -$plx_child || kill -TERM $plx_child; return; }
	kill -STOP -1
	plx_look
	for plx_pid in $plx_others; do kill -TERM $plx_pid; done
	kill -CONT -1
}
trap plx_tell TERM INT QUIT HUP
exec 3>&2 2>/dev/null
set -m
$1 -c "$0" 2>&3 3>&- &
plx_child=$!
exec 3>&-
set +m
[ -z "$plx_asked" ] || plx_tell
wait $plx_child
plx_code=$?
[ -n "$plx_told" ] || exit $plx_code
wait $plx_child
plx_again=$?
[ $plx_again = 127 ] || plx_code=$plx_again
plx_turn=0
while [ -n "$plx_space" ]; do
	plx_look
	if [ -z "$plx_others" ]; then
		[ -n "$plx_readers" ] || break
		plx_turn=$((plx_turn + 1))
		[ $plx_turn != 10 ] || kill -TERM $plx_readers
	fi
	sleep 0.1 || sleep 1
done
exit $plx_code`;
