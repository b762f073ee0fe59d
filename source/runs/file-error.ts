const reasons: Readonly<Record<string, string>> = {
	ENOSPC: 'the disk is full. Free some space and try again.',
	EDQUOT: 'your disk quota is used up. Free some space and try again.',
	EROFS: 'the disk is read-only. Set XDG_DATA_HOME to a folder that can be written.',
	EACCES: 'you have no right to write there. Change the rights of the folder, or set XDG_DATA_HOME to another one.',
	EPERM: 'you have no right to write there. Change the rights of the folder, or set XDG_DATA_HOME to another one.',
	ENOTDIR: 'a part of its path is a file. Set XDG_DATA_HOME to another folder.',
};

/** Why a file could not be written and what to do, as the end of a sentence. */
export function reasonOf(error: unknown): string {
	return reasons[codeOf(error) ?? ''] ?? (error instanceof Error ? error.message : String(error));
}

/** Node's code of a failed call, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
	return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** What an error says. */
export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
