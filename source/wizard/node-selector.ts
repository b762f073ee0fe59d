/** A label, and the value that the node must have for it. */
export type NodeLabel = {readonly key: string; readonly value: string};

/** What stands between the commas; of what has no "=" the value is undefined. */
export function selectorParts(text: string): ReadonlyArray<{readonly key: string; readonly value?: string}> {
	return text
		.split(',')
		.map(part => part.trim())
		.filter(part => part !== '')
		.map(part => {
			const at = part.indexOf('=');
			return at < 0 ? {key: part} : {key: part.slice(0, at).trim(), value: part.slice(at + 1).trim()};
		});
}

/** The labels; what is typed only in part is none yet. */
export function labelsIn(text: string): readonly NodeLabel[] {
	return selectorParts(text).flatMap(({key, value}) => (key === '' || value === undefined ? [] : [{key, value}]));
}

/** The labels as a person types them. */
export function selectorText(labels: readonly NodeLabel[]): string {
	return labels.map(({key, value}) => `${key}=${value}`).join(', ');
}
