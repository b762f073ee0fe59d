/** The same items; but when they have not ended `patience` milliseconds after the signal was aborted, they are left alone. */
export async function* untilAborted<Item>(items: AsyncIterable<Item>, signal: AbortSignal, patience: number): AsyncGenerator<Item, void, void> {
	const iterator = items[Symbol.asyncIterator]();
	let isGivenUp = false;
	let giveUp = () => {};
	let timer: NodeJS.Timeout | undefined;
	const onAbort = () => {
		timer = setTimeout(() => {
			isGivenUp = true;
			giveUp();
		}, patience);
	};
	if (signal.aborted) onAbort();
	else signal.addEventListener('abort', onAbort, {once: true});
	try {
		while (!isGivenUp) {
			// Promise.race would keep something of every item until the end: https://github.com/nodejs/node/issues/17469
			const next = await new Promise<IteratorResult<Item> | undefined>((resolve, reject) => {
				giveUp = () => resolve(undefined);
				iterator.next().then(resolve, reject);
			});
			if (!next || next.done) return;
			yield next.value;
		}
	} finally {
		clearTimeout(timer);
		signal.removeEventListener('abort', onAbort);
		// Not waited for: what did not end by itself may not end now.
		iterator.return?.().then(undefined, () => undefined);
	}
}
