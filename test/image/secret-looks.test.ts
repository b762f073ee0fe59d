import {expect, test} from 'vitest';
import {isSecretName, isSecretValue} from '../../source/image/secret-looks.ts';

test('names that usually hold a secret', () => {
	expect(
		['GH_TOKEN', 'API_KEY', 'APIKEY', 'DB_PASSWORD', 'PGPASSWORD', 'CLIENT_SECRET', 'SECRET', 'aws_secret_access_key', 'GOOGLE_CREDENTIALS'].filter(
			name => !isSecretName(name),
		),
	).toEqual([]);
	expect(['MONKEY', 'MY_ENV_VAR_KEY1', 'TOKENIZERS_PARALLELISM', 'KEYBOARD', 'PATH', 'PASSWORD_FILE_NAME'].filter(isSecretName)).toEqual([]);
});

test('texts that only secrets look like', () => {
	const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.abc-def';
	const secrets = [
		'AKIAABCDEFGHIJKLMNOP',
		`ghp_${'a'.repeat(36)}`,
		jwt,
		'-----BEGIN RSA PRIVATE KEY-----',
		'postgres://me:hunter2@db/x',
		`hf_${'A'.repeat(30)}`,
	];
	expect(secrets.filter(value => !isSecretValue(value))).toEqual([]);
	expect(['1', 'https://example.com:8080/x', 'ghp_short', '/data/eyJ', 'MY_ENV_VAR_VALUE1'].filter(isSecretValue)).toEqual([]);
});
