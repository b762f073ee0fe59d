import {readFile} from 'node:fs/promises';
import type {ServerResponse} from 'node:http';
import {createServer} from 'node:https';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {machine, output} from './kubectl.ts';

/** A server of https with a certificate that nobody trusts who is not given it. */
export async function startTlsServer(folder: string, answer: (response: ServerResponse, body: string) => void) {
	const [key, cert] = [join(folder, 'tls.key'), join(folder, 'tls.crt')];
	const kind = [
		'-newkey',
		'ec',
		'-pkeyopt',
		'ec_paramgen_curve:prime256v1',
		'-nodes',
		'-days',
		'1',
		'-subj',
		'/CN=test',
		'-addext',
		`subjectAltName=IP:${machine}`,
	];
	await output('openssl', ['req', '-x509', ...kind, '-keyout', key, '-out', cert]);
	const certificate = await readFile(cert, 'utf8');
	const server = createServer({key: await readFile(key), cert: certificate}, (request, response) => {
		let body = '';
		request.setEncoding('utf8').on('data', text => (body += text));
		request.on('end', () => answer(response, body));
	});
	await new Promise<void>(resolve => server.listen(0, machine, resolve));
	return {
		host: `${machine}:${(server.address() as AddressInfo).port}`,
		certificate,
		async [Symbol.asyncDispose]() {
			server.closeAllConnections();
			await new Promise(resolve => server.close(resolve));
		},
	};
}
