import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {machine} from './kubectl.ts';

/** A registry of plain http that wants a log-in for everything. */
export async function startRefusingRegistry(): Promise<AsyncDisposable & {readonly host: string}> {
	const server = createServer((_, response) => {
		response.writeHead(401, {'content-type': 'application/json', 'www-authenticate': 'Basic realm="test"', 'docker-distribution-api-version': 'registry/2.0'});
		response.end(JSON.stringify({errors: [{code: 'UNAUTHORIZED', message: 'authentication required'}]}));
	});
	await new Promise<void>(resolve => server.listen(0, machine, resolve));
	return {
		host: `${machine}:${(server.address() as AddressInfo).port}`,
		async [Symbol.asyncDispose]() {
			server.closeAllConnections();
			await new Promise(resolve => server.close(resolve));
		},
	};
}
