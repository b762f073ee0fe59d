/** What the container says first when it has no bash; it is taken out of the log, and told as a notice. */
export const noBash = 'polyaxon-tui: no bash in this image';

/**
 * What a container is started with: `/bin/sh -c <this> <command>`. The platform runs commands by /bin/bash; an image without one gets its sh. Without an
 * init the shell is the first process of the container, which the kernel protects from SIGTERM: then it stays, to pass the signal on and to wait,
 * and says nothing itself.
 */
export const commandScript = `plx_shell=/bin/bash
[ -x $plx_shell ] || plx_shell=$(command -v bash) || { plx_shell=/bin/sh; echo '${noBash}'; }
[ $$ = 1 ] || exec $plx_shell -c "$0"
plx_asked=
trap 'plx_asked=1; kill -TERM $plx_child 2>/dev/null' TERM INT
$plx_shell -c "$0" &
plx_child=$!
exec 2>/dev/null
wait $plx_child
plx_code=$?
while [ -n "$plx_asked" ]; do
	plx_asked=
	wait $plx_child
	plx_code=$?
done
exit $plx_code`;
