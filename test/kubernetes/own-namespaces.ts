import process from 'node:process';

const label = 'polyaxon-tui-test-round';

/** The label of all namespaces of this round of tests. */
export function ownLabel(): Readonly<Record<string, string>> {
	return {[label]: process.env.POLYAXON_TUI_TEST_ROUND ?? ''};
}

/** Selects them: never those of another round, nor all. */
export function ownNamespaces(): string {
	const round = process.env.POLYAXON_TUI_TEST_ROUND;
	if (!round) throw new Error('This round of tests has no name.');
	return `${label}=${round}`;
}
