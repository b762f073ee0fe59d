import {afterEach, expect, test} from 'vitest';
import {createProject, type Project} from './project.ts';

let project: Project;
afterEach(() => project.remove());

const key = '-----BEGIN RSA PRIVATE KEY-----\nx\n';
const account = JSON.stringify({type: 'service_account', private_key: '-----BEGIN PRIVATE KEY-----\nx'});

test('files that look like secrets are named with the reason', async () => {
	const secrets = {
		'.env': 'A=1',
		'.env.production': '',
		'.envrc': '',
		'wandb.env': '',
		'.aws/credentials': '',
		'.kube/config': '',
		'.ssh/config': '',
		'.docker/config.json': '',
		'deploy/id_rsa': '',
		id_ed25519_work: '',
		'server.pem': key,
		'server.key': key,
		'store.p12': '',
		'.netrc': '',
		'.pypirc': '',
		'.git-credentials': '',
		'kaggle.json': '',
		'conf/credentials.json': '',
		'secrets.yaml': '',
		'.npmrc': '//registry.npmjs.org/:_authToken=abc',
		'pip.conf': '[global]\nindex-url = https://me:pw@pypi.example.com/simple\n',
		'my-service-account.json': account,
		deploy_key: key,
	};
	project = createProject(secrets);
	const {secretFiles} = await project.plan();
	expect(secretFiles.map(({path}) => path)).toEqual(Object.keys(secrets).toSorted());
	expect(secretFiles.find(({path}) => path === 'my-service-account.json')?.reason).toBe('it holds a private key');
});

test('what only has a similar name is none', async () => {
	project = createProject({
		'.env.example': 'A=',
		'.env.prod.template': 'A=',
		'id_rsa.pub': '',
		'.ssh/known_hosts': '',
		'ca-bundle.pem': '-----BEGIN CERTIFICATE-----\nx\n',
		'keys.json': '{"a": 1}',
		'slides.key': 'PK',
		keynote: 'text',
		'.npmrc': 'save-exact=true\n',
		'environment.yml': '',
		'src/env.py': '',
		'tokenizer.json': '{}',
		'src/secrets.py': '',
	});
	expect((await project.plan()).secretFiles).toEqual([]);
});

test('a rule that names one takes it along', async () => {
	project = createProject({'.dockerignore': '*\n!*.py\n!.env\n!keys/\n', '.env': '', 'keys/id_rsa': '', 'a.py': ''});
	expect((await project.plan()).secretFiles.map(({path}) => path)).toEqual(['keys/id_rsa']);
});

test('keys are found behind many other files, behind certificates, and in large files; what is too much to look into is left out and said', async () => {
	const keypoints = Object.fromEntries(Array.from({length: 400}, (_, index) => [`keypoints/keypoints_${index}.json`, '{}']));
	project = createProject({
		...keypoints,
		'server.key': key,
		'service_account.json': account,
		'serviceAccountKey.json': account,
		'bundle.pem': `-----BEGIN CERTIFICATE-----\n${'x'.repeat(100_000)}\n${key}`,
		'large.pem': `${key}${'x'.repeat(40_000)}`,
	});
	expect((await project.plan()).secretFiles.map(({path}) => path)).toEqual([
		'bundle.pem',
		'large.pem',
		'server.key',
		'serviceAccountKey.json',
		'service_account.json',
	]);
	project.remove();
	project = createProject(Object.fromEntries(Array.from({length: 5002}, (_, index) => [`key_${String(index).padStart(5, '0')}.json`, '{}'])));
	expect((await project.plan()).secretFiles).toEqual([
		{path: 'key_05000.json', reason: 'its name is that of a secret, and there are more than 5000 such files: not all are looked into'},
		{path: 'key_05001.json', reason: 'its name is that of a secret, and there are more than 5000 such files: not all are looked into'},
	]);
});

test('a pattern for many files takes no secret along', async () => {
	project = createProject({'.polyaxonignore': '*\n!*.json\n!*.py\n', 'credentials.json': '{}', 'data.json': '{}', 'a.py': ''});
	expect((await project.plan()).secretFiles.map(({path}) => path)).toEqual(['credentials.json']);
});

test('a note near the top that begins with a private key, or sets one of AWS, is found by what is in it', async () => {
	project = createProject({
		'notes.txt': key,
		'doc/deploy.md': `\n${key}`,
		awscreds: '[default]\naws_access_key_id = AKIA\naws_secret_access_key = wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY\n',
		'readme.md': `A key begins with\n${key}\naws_secret_access_key = <yours>\n`,
		'a/b/deep.txt': key,
		'large.txt': key.padEnd(17_000),
		'train.py': key,
	});
	expect((await project.plan()).secretFiles).toEqual([
		{path: 'awscreds', reason: 'it holds a key'},
		{path: 'doc/deploy.md', reason: 'it holds a key'},
		{path: 'notes.txt', reason: 'it holds a key'},
	]);
});
