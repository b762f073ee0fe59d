/** Whether a variable of this name usually holds a secret: `API_KEY`, `GH_TOKEN`, `PGPASSWORD`. */
export function isSecretName(name: string): boolean {
	return /(?:^|_)(?:TOKEN|KEY|SECRET|CREDENTIALS?|PASSPHRASE|PAT)$|PASSWORD$|PASSWD$|(?:^|_)SECRET_|(?:API|ACCESS|PRIVATE)_?KEY$/i.test(name);
}

/** Whether a text is of a form that only secrets have: cloud keys, tokens, JWT, private keys, addresses with a password. */
export function isSecretValue(value: string): boolean {
	return forms.some(form => form.test(value));
}

/** Whether the name or the value says so; an empty value is none. */
export function isSecretVar({name, value}: {readonly name: string; readonly value: string}): boolean {
	return isSecretValue(value) || (value !== '' && isSecretName(name));
}

/** A text with `***` in place of all in it that has such a form; of an address only the password goes. */
export function hideSecrets(text: string): string {
	return forms.reduce(
		(now, form) => now.replaceAll(new RegExp(form.source, `${form.flags}g`), found => found.replace(/^(\S*?:\/\/[^/\s:@]*:)?[\s\S]*?(@?)$/, '$1***$2')),
		text,
	);
}

const forms: readonly RegExp[] = [
	/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
	/\bgh[pousr]_[A-Za-z0-9]{20,}/,
	/\bgithub_pat_[A-Za-z0-9_]{20,}/,
	/\bglpat-[A-Za-z0-9_-]{20,}/,
	/\bhf_[A-Za-z0-9]{20,}/,
	/\bsk-[A-Za-z0-9_-]{20,}/,
	/\bxox[abeprs]-[A-Za-z0-9-]{10,}/,
	/\bAIza[0-9A-Za-z_-]{35}/,
	/\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/,
	/-----BEGIN [A-Z ]*PRIVATE KEY-----/,
	/\b[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]+@/i,
];
