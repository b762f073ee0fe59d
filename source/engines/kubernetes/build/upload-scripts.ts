import type {PackedContext} from './pack-context.ts';

/** How the scripts end, besides with the codes of the programs that they run. */
export const uploadExit = {
	/** What arrived is not what was sent. */
	damaged: 65,
	/** The file that receives the context could not be written. */
	unwritten: 66,
	/** The image has not the programs that are needed. */
	noTools: 67,
	/** Another driver has released the context before. */
	released: 70,
} as const;

/** The place of one attempt in the folder of the context: unlike that of any other, whose command may still be running after its connection was lost. */
export type Attempt = {readonly folder: string; readonly id: string};

const done = '.plx-done';

/** Makes room for an attempt. Apart from what receives: a command that ends before it has read its input takes the connection with it, without its exit code. */
export function prepareScript({folder, id}: Attempt): string {
	return `
for tool in rm mkdir head sha256sum tar touch mv; do command -v $tool > /dev/null || { echo "no $tool" >&2; exit ${uploadExit.noTools}; }; done
cd ${folder} || exit
[ ! -e ${done} ] || exit ${uploadExit.released}
rm -rf ./* ./.plx-* ./.ok-*
mkdir .plx-${id}`;
}

/**
 * Receives the context, verifies and unpacks it beside where it is to be. It goes to a file first, and not through a pipe into tar and sha256sum at once:
 * sh knows the end of the last part of a pipe only, tar does not read to the end of what it gets, and nothing is unpacked that is not as it was sent. That
 * costs the size of the packed context on the node's disk for that time. `head -c` ends by itself: the input of an exec cannot be closed with every server.
 */
export function receiveScript({folder, id}: Attempt, {bytes, sha256}: Pick<PackedContext, 'bytes' | 'sha256'>): string {
	const own = `.plx-${id}`;
	return `
cd ${folder} || exit
head -c ${bytes} > ${own}.tgz || exit ${uploadExit.unwritten}
sum=$(sha256sum < ${own}.tgz) || exit
[ "\${sum%% *}" = ${sha256} ] || exit ${uploadExit.damaged}
tar -xzof ${own}.tgz -C ${own} || exit
rm ${own}.tgz && touch .ok-${id}`;
}

/** Puts what was received in its place and lets the pod go on; may be run again when nobody knows how it ended. */
export function releaseScript({folder, id}: Attempt): string {
	return `
cd ${folder} || exit
[ ! -e ${done} ] || exit 0
[ -e .ok-${id} ] || exit ${uploadExit.damaged}
mv .plx-${id}/* . && rm -rf ./.plx-* && mv .ok-${id} ${done}`;
}
