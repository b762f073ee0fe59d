import {type Cause, whatOf} from './cause.ts';
import {packageOf} from './package-of.ts';

/** Causes that Python, pip and libraries for GPUs tell. What says more stands before what says less. */
export const pythonCauses: readonly Cause[] = [
	{
		code: 'cuda-out-of-memory',
		pattern: /CUDA(?: error:)?:? out of memory|CUDA_ERROR_OUT_OF_MEMORY|OutOfMemoryError: CUDA|OOM when allocating tensor/i,
		knownBy: 'line',
		title: () => 'the GPU ran out of memory',
		hint: () => 'Use a smaller batch size or model. Other programs on the GPU are listed by nvidia-smi.',
	},
	{
		code: 'module-not-found',
		pattern: /(?:ModuleNotFoundError|ImportError): No module named '?([\w.]+)'?/,
		knownBy: 'line',
		title: ({word}) => `the Python module ${word} is not installed`,
		hint: ({word}) =>
			`Add "pip install ${packageOf(word)}" to build_steps, or the package to requirements.txt. If ${word} is your own file, look where it stands.`,
	},
	{
		code: 'import-error',
		pattern: /ImportError: (?:cannot import name '([^']+)'|.+)/,
		knownBy: 'line',
		title: ({word}) => (word ? `Python could not import ${word}` : 'Python could not import a module'),
		hint: () =>
			'The package has another version than the code expects, or a library that it needs is missing. Name the version in build_steps: "pip install NAME==VERSION".',
	},
	{
		code: 'python-file-missing',
		pattern: /can't open file '?([^']+?)'?: \[Errno 2\]/,
		knownBy: 'line',
		title: ({word}) => `Python did not find ${word}`,
		hint: () => 'Correct the path in cmd: it counts from the folder in which the run was started. Also see that .polyaxonignore does not leave the file out.',
	},
	{
		code: 'externally-managed',
		pattern: /externally-managed-environment/,
		knownBy: 'line',
		title: () => 'pip may not install into the Python of the system',
		hint: () =>
			'Allow it: "pip install --break-system-packages …" in the step, or [PIP_BREAK_SYSTEM_PACKAGES, "1"] in build.env_vars. Or make a venv in a step, and call its pip and python.',
	},
	{
		// Before what pip says next: that it cannot connect, or finds no package
		code: 'certificate-not-trusted',
		pattern:
			/(?:host='([^']+)'.*)?(?:CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError|confirming the ssl certificate(?:.*?host='([^']+)')?|SSL certificate problem|certificate verif(?:y|ication) failed)/i,
		knownBy: 'line',
		title: ({stage, word}) => `${whatOf(stage)} does not trust the certificate of ${word || 'a server'}`,
		hint: ({stage}) =>
			`Mostly a proxy puts in its own. Name a file with that certificate in PIP_CERT and REQUESTS_CA_BUNDLE${stage === 'build' ? ' (build.env_vars)' : ''}, or let pip trust the server: pip install --trusted-host pypi.org --trusted-host files.pythonhosted.org.`,
	},
];

/** What pip says when it has looked everywhere: less than what kept it from looking. */
export const noSuchPackage: Cause = {
	code: 'no-such-package',
	pattern: /No matching distribution found for (\S+)/,
	knownBy: 'line',
	title: ({word}) => `pip found no package ${word}`,
	hint: () => 'Correct the name or the version. It may also be that the version is not made for this Python, or that the package index cannot be reached.',
};
