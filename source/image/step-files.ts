import type {CodeFile} from './plan.ts';

/** The names that build steps see, group by group; of each group the first that exists (polyaxon_dockerizer/generator.py). */
export const stepFileNames = {
	requirements: ['polyaxon_requirements.txt', 'requirements.txt'],
	conda: ['polyaxon_conda_env.yaml', 'polyaxon_conda_env.yml', 'conda_env.yaml', 'conda_env.yml'],
	setup: ['polyaxon_setup.sh', 'setup.sh'],
} as const;

/** The files at the top of the code folder that build steps see: at most one each of requirements, conda and setup. The setup file is executable for them. */
export function stepFilesOf<File extends CodeFile>(files: readonly File[]): readonly File[] {
	const byPath = new Map(files.map(file => [file.path, file]));
	return Object.values(stepFileNames).flatMap(names => {
		const name = names.find(candidate => byPath.has(candidate));
		const file = name === undefined ? undefined : byPath.get(name);
		if (!file) return [];
		return [isSetupFile(file.path) ? {...file, mode: 0o755} : file];
	});
}

/** Whether a path is one of the names of the setup file. */
export function isSetupFile(path: string): boolean {
	return stepFileNames.setup.some(name => name === path);
}
