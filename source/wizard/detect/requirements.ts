import {stepFileNames} from '../../image/step-files.ts';
import type {Found} from '../facts.ts';
import type {Folder} from './folder.ts';

/** The steps that the conda, requirements and setup files stand for: what is installed first is there for the script. */
export function findSteps(folder: Folder): ReadonlyArray<Found<string>> {
	const first = (names: readonly string[]) => names.find(name => folder.paths.includes(name));
	const [requirements, conda, setup] = [first(stepFileNames.requirements), first(stepFileNames.conda), first(stepFileNames.setup)];
	return [
		...(conda === undefined ? [] : [{value: `conda env update -n base -f ${conda}`, foundIn: conda}]),
		...(requirements === undefined ? [] : [{value: `pip install -r ${requirements}`, foundIn: requirements}]),
		...(setup === undefined ? [] : [{value: `./${setup}`, foundIn: setup}]),
	];
}

/** The images that what is required asks for: TensorFlow's and PyTorch's own when their version is pinned, one with conda for a conda file. */
export async function findRequiredImages(folder: Folder): Promise<ReadonlyArray<Found<string>>> {
	const images: Array<Found<string>> = [];
	for (const name of [...stepFileNames.requirements, 'environment.yml', 'environment.yaml', 'pyproject.toml']) {
		const lines = (await folder.text(name))?.split('\n') ?? [];
		lines.forEach((line, at) => {
			const value = imageFor(line);
			if (value !== undefined && !images.some(image => image.value === value)) images.push({value, foundIn: `${name}:${at + 1}`});
		});
	}
	const conda = stepFileNames.conda.find(name => folder.paths.includes(name));
	if (conda !== undefined) images.push({value: 'continuumio/miniconda3:latest', foundIn: conda});
	return images;
}

/** Which CUDA and cuDNN PyTorch's own image of a version has; the tags hold them (hub.docker.com/r/pytorch/pytorch/tags). */
const torchTags: Readonly<Record<string, string>> = {
	'1.4': '1.4-cuda10.1-cudnn7-runtime',
	'1.4.0': '1.4-cuda10.1-cudnn7-runtime',
	'1.13.1': '1.13.1-cuda11.6-cudnn8-runtime',
	'2.0.1': '2.0.1-cuda11.7-cudnn8-runtime',
	'2.1.0': '2.1.0-cuda12.1-cudnn8-runtime',
	'2.2.0': '2.2.0-cuda12.1-cudnn8-runtime',
	'2.3.0': '2.3.0-cuda12.1-cudnn8-runtime',
	'2.4.0': '2.4.0-cuda12.4-cudnn9-runtime',
	'2.5.1': '2.5.1-cuda12.4-cudnn9-runtime',
};

function imageFor(line: string): string | undefined {
	const [, name, version] =
		/^[\s"'-]*(tensorflow|tensorflow-gpu|tensorflow-cpu|torch|pytorch)(?:\[[^\]]*\])?\s*={1,3}\s*(\d+(?:\.\d+){1,2})(?=["'\s,;#]|$)/i.exec(line) ?? [];
	if (name === undefined || version === undefined) return undefined;
	if (/torch/i.test(name)) return torchTags[version] === undefined ? undefined : `pytorch/pytorch:${torchTags[version]}`;
	const [major = 0, minor = 0] = version.split('.').map(Number);
	// Until 2.1 the plain tag is Python 2; since 2.2 there is only Python 3 (hub.docker.com/r/tensorflow/tensorflow).
	const python = major < 2 || (major === 2 && minor < 2) ? '-py3' : '';
	return `tensorflow/tensorflow:${version}${/gpu/i.test(name) ? '-gpu' : ''}${python}`;
}
