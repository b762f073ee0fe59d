/**
 * Stops the program and all that runs with it in the foreground (npx and its shell, a pipeline), as the terminal does for Ctrl-Z outside raw mode.
 * Resolves when it goes on. Where nobody could continue it (no shell with job control), the system ignores the signal: then it resolves after a moment.
 */
export async function stopJob(program: NodeJS.Process): Promise<void> {
	await new Promise<void>(resolve => {
		program.once('SIGCONT', resolve);
		// Stands still while we are stopped
		setTimeout(() => {
			program.off('SIGCONT', resolve);
			resolve();
		}, 100);
		program.kill(0, 'SIGTSTP');
	});
}
