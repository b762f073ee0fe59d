import type {Problem} from './problem.ts';

/** What bash will stumble over, or understand otherwise than it looks, once a command is put on one line. */
export function commandWarnings(cmd: string | readonly string[], path: Problem['path']): readonly Problem[] {
	if (typeof cmd === 'string') return lineWarnings(cmd, path);
	return cmd.flatMap((entry, index) => {
		const place = [...path, index];
		const isLast = index === cmd.length - 1;
		return [...lineWarnings(entry, place), ...joinWarnings(entry, place, isLast)];
	});
}

function joinWarnings(entry: string, path: Problem['path'], isLast: boolean): readonly Problem[] {
	const command = entry.trim();
	if (command === '') return [warning('empty-command', path, 'This entry is empty, and bash stops at the "&&" beside it.', 'Delete the entry.')];
	const operator = /(?:;|&&|\|\||\||&)$/.exec(command)?.[0];
	if (isLast || operator === undefined) return [];
	return [warning('dangling-operator', path, `The entries are joined with "&&", and bash stops at "${operator} &&".`, `Delete the "${operator}" at the end.`)];
}

function lineWarnings(entry: string, path: Problem['path']): readonly Problem[] {
	const lines = entry
		.split('\n')
		.map(line => line.trim())
		.filter(line => line !== '');
	const isJoined = lines.some((line, index) => index < lines.length - 1 && !isContinued(line, lines[index + 1] ?? ''));
	if (!isJoined) return [];
	return [
		warning(
			'joined-lines',
			path,
			'The lines of this command become one line: the platform reads a line end as a blank.',
			'Write the commands as a list, or end each line with "&&" or ";".',
		),
	];
}

/** Whether two lines mean the same on one line. */
function isContinued(line: string, next: string): boolean {
	return (/(?:\\|;|&&|\|\||\||\{|\(|\bthen|\bdo|\belse)$/.test(line) && !line.startsWith('#')) || /^(?:-|&&|\|\||\||;|\))/.test(next);
}

function warning(code: string, path: Problem['path'], message: string, hint: string): Problem {
	return {code, severity: 'warning', path, message, hint};
}
