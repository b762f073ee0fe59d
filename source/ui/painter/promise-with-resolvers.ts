// Ink 8 calls Promise.withResolvers, which Node has from 22 on. Import this before Ink.
if (!('withResolvers' in Promise)) {
	Object.assign(Promise, {
		withResolvers() {
			let resolve: unknown;
			let reject: unknown;
			const promise = new Promise((onResolve, onReject) => {
				resolve = onResolve;
				reject = onReject;
			});
			return {promise, resolve, reject};
		},
	});
}
