/** Things that come from several sides, to be taken one after the other. */
export type Queue<Item> = AsyncIterable<Item> & {
	push(item: Item): void;
	/** No more will come; with an error the taking ends with it. */
	end(error?: unknown): void;
};

/** Keeps what was pushed until it is taken. */
export function createQueue<Item>(): Queue<Item> {
	const items: Item[] = [];
	let over: {readonly error?: unknown} | undefined;
	let wake = () => {};
	return {
		push(item) {
			items.push(item);
			wake();
		},
		end(error) {
			over ??= error === undefined ? {} : {error};
			wake();
		},
		async *[Symbol.asyncIterator]() {
			for (;;) {
				while (items.length > 0) yield items.shift() as Item;
				if (over) {
					if ('error' in over) throw over.error;
					return;
				}
				await new Promise<void>(resolve => {
					wake = resolve;
				});
			}
		},
	};
}
