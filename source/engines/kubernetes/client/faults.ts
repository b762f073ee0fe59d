import type {IncomingMessage} from 'node:http';
import {ApiError, type StatusBody} from './api-error.ts';

/** Codes of OpenSSL for a certificate that is not trusted, no longer good, or for another name (Node.js, tls.md). */
const certificateCodes =
	/^(?:UNABLE_TO_|CERT_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|PATH_LENGTH_EXCEEDED|ERR_TLS_|ERR_SSL_|EPROTO$)/;

/** Why no answer came, from what Node.js says. Errors of ours stay as they are. */
export function faultOf(error: unknown, server: string): ApiError {
	if (error instanceof ApiError) return error;
	const {code = '', message: whole = String(error)} = error as NodeJS.ErrnoException;
	// `write EPROTO 80CC…:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/…`
	const message = /:(?:SSL|PEM|x509[^:]*|DECODER) routines:[^:]*:([^:]+)/.exec(whole)?.[1] ?? whole;
	// The kubeconfig's own certificate or key, which never left this machine, or which the server did not take.
	if (/^ERR_OSSL_/.test(code)) return new ApiError('login', `The certificate, key or CA of the kubeconfig is not usable: ${message}`, {cause: error});
	if (/^ERR_SSL_.*ALERT.*CERT/.test(code) || /alert.*certificate/.test(message))
		return new ApiError('login', `${server} does not take the client certificate of the kubeconfig: ${message}`, {cause: error});
	if (certificateCodes.test(code)) return new ApiError('tls', tlsMessage(code, message, server), {cause: error});
	return new ApiError('unreachable', unreachableMessage(code, message, server), {cause: error});
}

function tlsMessage(code: string, message: string, server: string): string {
	if (/wrong.version.number|packet.length.too.long|http.request/i.test(`${code} ${message}`)) return `${server} does not speak TLS: it may be an http server.`;
	if (code === 'CERT_HAS_EXPIRED') return `The certificate of ${server} has expired.`;
	if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH') return `The certificate of ${server} is for another name: ${message}`;
	if (/SELF_SIGNED|UNABLE_TO_(?:GET_ISSUER|VERIFY)|CERT_SIGNATURE|CERT_UNTRUSTED|INVALID_CA/.test(code))
		return `The certificate of ${server} is not signed by the CA of the kubeconfig: ${message}`;
	return `No safe connection to ${server}: ${message}`;
}

function unreachableMessage(code: string, message: string, server: string): string {
	switch (code) {
		case 'ECONNREFUSED':
			return `Nothing listens at ${server}.`;
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return `The host of ${server} is not known here.`;
		case 'EHOSTUNREACH':
		case 'ENETUNREACH':
			return `There is no way from here to ${server}.`;
		case 'ETIMEDOUT':
			return `${server} does not answer.`;
		case 'ECONNRESET':
		case 'EPIPE':
			return `The connection to ${server} was cut.`;
		default:
			return `No connection to ${server}: ${message.replace(/^Bad response: /, 'the proxy answered ')}`;
	}
}

/** A refusal of the API server from its answer, whose body has been read. */
export function refusalOf(
	{statusCode: status = 0, statusMessage, headers}: Pick<IncomingMessage, 'statusCode' | 'statusMessage' | 'headers'>,
	text: string,
): ApiError {
	const body = statusBody(text);
	const plain = text
		.replaceAll(/<[^>]*>/g, ' ')
		.replaceAll(/\s+/g, ' ')
		.trim()
		.slice(0, 300);
	const after = Number(headers['retry-after'] ?? body?.details?.retryAfterSeconds);
	return new ApiError('answer', body?.message || plain || `HTTP ${status} ${statusMessage ?? ''}`.trim(), {
		status,
		body,
		retryAfter: Number.isFinite(after) && after >= 0 ? after * 1000 : undefined,
	});
}

function statusBody(text: string): StatusBody | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null && (value as {kind?: unknown}).kind === 'Status' ? value : undefined;
	} catch {
		return undefined;
	}
}
