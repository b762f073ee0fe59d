/** A thing that comes after others, which are named by the keys of `before`. */
export type Chained = {readonly name: string; readonly before: ReadonlyMap<string, unknown>};

/** Some things that wait for each other, in a circle, from the first of them in the order of the map; empty when there are none. Names that nothing has do not count. */
export function circleIn<T extends Chained>(things: ReadonlyMap<string, T>): readonly T[] {
	const left = waitingForever(things);
	for (const start of things.values()) {
		if (!left.has(start.name)) continue;
		const circle = circleFrom(start, things, left);
		const name = firstOf(circle, things);
		const first = circle.findIndex(each => each.name === name);
		return [...circle.slice(first), ...circle.slice(0, first)];
	}
	return [];
}

/** What is left when everything that waits for nothing is taken away, again and again: the circles, and what comes after them. */
function waitingForever<T extends Chained>(things: ReadonlyMap<string, T>): ReadonlySet<string> {
	const waits = new Map<string, number>();
	const after = new Map<string, string[]>();
	for (const {name, before} of things.values()) {
		const known = [...before.keys()].filter(other => things.has(other));
		waits.set(name, known.length);
		for (const other of known) {
			const list = after.get(other) ?? [];
			list.push(name);
			after.set(other, list);
		}
	}
	const ready = [...waits].filter(([, count]) => count === 0).map(([name]) => name);
	for (let name = ready.pop(); name !== undefined; name = ready.pop()) {
		waits.delete(name);
		for (const other of after.get(name) ?? []) {
			const count = (waits.get(other) ?? 0) - 1;
			waits.set(other, count);
			if (count === 0) ready.push(other);
		}
	}
	return new Set(waits.keys());
}

/** Everything that is left waits for something that is left, so a walk that way comes back to where it was. */
function circleFrom<T extends Chained>(start: T, things: ReadonlyMap<string, T>, left: ReadonlySet<string>): readonly T[] {
	const walked = new Map<string, number>();
	const way: T[] = [];
	let now = start;
	while (!walked.has(now.name)) {
		walked.set(now.name, way.length);
		way.push(now);
		const next = [...now.before.keys()].find(name => left.has(name));
		now = things.get(next ?? now.name)!;
	}
	return way.slice(walked.get(now.name)).reverse();
}

function firstOf<T extends Chained>(circle: readonly T[], things: ReadonlyMap<string, T>): string | undefined {
	const names = new Set(circle.map(({name}) => name));
	for (const name of things.keys()) if (names.has(name)) return name;
	return undefined;
}
