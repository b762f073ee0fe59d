import {BlockList, isIP} from 'node:net';
import type {World} from '../../../world.ts';

/** The proxy on the way to a server, as kubectl sees it: the cluster's `proxy-url`, else HTTPS_PROXY or HTTP_PROXY unless NO_PROXY has the host. */
export function proxyOf(server: string, proxyUrl: string | undefined, env: World['env']): string | undefined {
	if (proxyUrl !== undefined) return proxyUrl;
	const url = new URL(server);
	const proxy = url.protocol === 'https:' ? (env.HTTPS_PROXY ?? env.https_proxy) : (env.HTTP_PROXY ?? env.http_proxy);
	if (!proxy || isDirect(url, env.NO_PROXY ?? env.no_proxy ?? '')) return undefined;
	const full = proxy.includes('://') ? proxy : `http://${proxy}`;
	return URL.canParse(full) ? full : undefined;
}

/** The rules of Go's x/net/http/httpproxy: this machine never, then names, `.suffixes`, addresses, networks and `*`, each with a port or without. */
function isDirect({hostname, port, protocol}: URL, without: string): boolean {
	const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
	if (host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))) return true;
	const ownPort = port || (protocol === 'https:' ? '443' : '80');
	return without.split(',').some(rule => {
		const [, name = '', rulePort] = /^(.*?)(?::(\d+))?$/.exec(rule.trim().toLowerCase()) ?? [];
		if (isIP(host) !== 0 && isInNetwork(host, rule.trim())) return true;
		if (name === '' || (rulePort !== undefined && rulePort !== ownPort)) return false;
		if (name === '*' || name === host) return true;
		const suffix = name.replace(/^\*/, '');
		return suffix.startsWith('.') ? host.endsWith(suffix) : isIP(host) === 0 && host.endsWith(`.${suffix}`);
	});
}

function isInNetwork(host: string, network: string): boolean {
	const [, address = '', bits] = /^([\da-fA-F.:]+)\/(\d+)$/.exec(network) ?? [];
	const family = isIP(address);
	if (family === 0 || Number(bits) > (family === 4 ? 32 : 128)) return isIP(network) !== 0 && network === host;
	const list = new BlockList();
	list.addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
	return isIP(host) === family && list.check(host, family === 4 ? 'ipv4' : 'ipv6');
}
