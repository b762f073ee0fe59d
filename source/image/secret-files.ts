import {open} from 'node:fs/promises';
import {join} from 'node:path';
import type {LeftOut} from './code-folder.ts';
import type {IgnoreRules} from './ignore-rules.ts';
import type {CodeFile} from './plan.ts';

/** Files that look like secrets, and why; without those that a `!` rule of the ignore file names. */
export async function secretFilesOf(
	files: readonly CodeFile[],
	rules: Pick<IgnoreRules, 'isNamed'>,
	codeFolder: string,
	signal: AbortSignal,
): Promise<readonly LeftOut[]> {
	const found: LeftOut[] = [];
	let looks = 0;
	let notes = 0;
	for (const file of files) {
		const form = forms.find(({path, not}) => path.test(file.path) && !not?.test(file.path));
		if (rules.isNamed(file.path)) continue;
		if (!form) {
			if (!isNote(file) || notes++ >= mostNotes) continue;
			signal.throwIfAborted();
			if (noted.test(await endsOf(join(codeFolder, file.path)))) found.push({path: file.path, reason: 'it holds a key'});
			continue;
		}
		if (!form.content) {
			found.push({path: file.path, reason: form.reason});
			continue;
		}
		if (file.isLink) continue;
		if (looks++ >= mostLooks) {
			found.push({path: file.path, reason: `its name is that of a secret, and there are more than ${mostLooks} such files: not all are looked into`});
			continue;
		}
		signal.throwIfAborted();
		if (form.content.test(await endsOf(join(codeFolder, file.path)))) found.push({path: file.path, reason: form.reason});
	}
	return found;
}

/** Whether a file is of the sort to which people copy a key: small, near the top, and of any name. Data sets have many of them, so not all are looked into. */
function isNote({path, size, isLink}: CodeFile): boolean {
	return !isLink && size > 0 && size <= 16_384 && /^(?:[^/]+\/)?[^/]+$/.test(path) && /(?:^|\/)[^/.]+$|\.(?:txt|md|ini|cfg|conf)$/i.test(path);
}

const mostNotes = 300;
/** A text that tells of keys is none: it has to begin with one, or set one to what can be the value. */
const noted = /^\s*-----BEGIN [A-Z ]*PRIVATE KEY-----|(?:^|\n)\s*(?:export\s+)?aws_secret_access_key\s*=\s*["']?[A-Za-z0-9/+]{16,}/i;

/** So many files are opened to see what is in them: plans are made often. */
const mostLooks = 5000;
/** Bytes that are looked at, at the beginning and at the end of a file: keys are shorter, and may stand behind certificates. */
const longestLook = 32_768;

/** The beginning and the end of a file; empty when it cannot be read. */
async function endsOf(path: string): Promise<string> {
	const file = await open(path).catch(() => undefined);
	try {
		const {size} = (await file?.stat()) ?? {size: 0};
		const buffer = Buffer.alloc(Math.min(size, 2 * longestLook));
		const head = await file?.read(buffer, 0, Math.min(size, longestLook), 0);
		const read = head?.bytesRead ?? 0;
		const rest = buffer.length - read;
		const tail = rest > 0 ? await file?.read(buffer, read, rest, size - rest) : undefined;
		return buffer.toString('latin1', 0, read + (tail?.bytesRead ?? 0));
	} catch {
		return '';
	} finally {
		await file?.close();
	}
}

type Form = {
	readonly path: RegExp;
	readonly not?: RegExp;
	/** What has to be in it, where the name alone does not tell. */
	readonly content?: RegExp;
	readonly reason: string;
};

const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** The first that fits a path decides. */
const forms: readonly Form[] = [
	{
		path: /(?:^|\/)(?:\.env(?:\.[^/]*|rc)?|[^/]+\.env)$/i,
		not: /(?:^|\/)(?:\.env[^/]*\.(?:example|sample|template|dist|defaults?)|(?:example|sample|template)\.env)$/i,
		reason: 'environment files usually hold secrets',
	},
	{path: /(?:^|\/)\.(?:aws|kube|ssh|gnupg|azure)\//, not: /\.pub$|\/known_hosts$/, reason: 'the folder holds the keys of a person'},
	{path: /(?:^|\/)\.(?:docker\/config\.json|dockercfg|config\/gcloud\/.*|kaggle\/kaggle\.json)$/, reason: 'it holds the log-in of a person'},
	{path: /(?:^|\/)(?:kubeconfig|[^/]+\.kubeconfig)$/i, reason: 'it holds the log-in to a cluster'},
	{path: /(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?[^/]*$/, not: /\.pub$/, reason: 'it is a private key'},
	{path: /\.(?:p12|pfx|jks|keystore|ppk|kdbx)$/i, reason: 'it is a store of keys'},
	{path: /\.pem$/i, content: /^(?![\s\S]*-----BEGIN (?:TRUSTED )?CERTIFICATE)|PRIVATE KEY/, reason: 'it is a private key'},
	{path: /\.key$/i, content: privateKey, reason: 'it is a private key'},
	{path: /(?:^|\/)(?:[._]netrc|\.pgpass|\.git-credentials|\.pypirc|\.htpasswd|\.boto|\.s3cfg|\.vault-token)$/, reason: 'it holds passwords'},
	{path: /(?:^|\/)(?:kaggle\.json|credentials|credentials\.(?:json|ya?ml|toml|ini))$/, reason: 'it holds the log-in of a person'},
	{path: /(?:^|\/)secrets?\.(?:json|ya?ml|toml|ini|txt)$/i, reason: 'its name says that it is a secret'},
	{path: /(?:^|\/)client_secrets?[^/]*\.json$/, reason: 'its name says that it is a secret'},
	{
		path: /(?:^|\/)(?:\.npmrc|\.yarnrc\.yml|pip\.conf|\.condarc)$/,
		content: /_authToken|_password|npmAuthToken|:\/\/[^/\s:@]+:[^/\s@]+@/,
		reason: 'it holds a password',
	},
	// As words of the name, also in camel case: `keypoints_1.json` of a data set is none
	{
		path: /(?:^|[/._-])(?:service|account|serviceaccount\w*|credentials?|creds?|keys?|keyfile|secrets?|auth|gcp|gcloud|google|firebase)(?=[._-])[^/]*\.json$/i,
		content: privateKey,
		reason: 'it holds a private key',
	},
	{path: /(?:^|\/)[^/.]*(?:key|secret|deploy)[^/.]*$/i, content: privateKey, reason: 'it is a private key'},
];
