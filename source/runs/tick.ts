const shortest = 33;
const longest = 250;

/** Calls `work` about 30 times a second while it finds something to do, and down to four times when not. */
export function startTicking(work: () => boolean): {end(): void} {
	let pause = shortest;
	const tick = () => {
		pause = work() ? shortest : Math.min(longest, pause * 1.5);
		timer = setTimeout(tick, pause);
	};
	let timer = setTimeout(tick, pause);
	return {end: () => clearTimeout(timer)};
}
