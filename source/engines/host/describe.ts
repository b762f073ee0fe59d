import {formatSize} from '../../terminal/format-size.ts';
import type {RefSource} from '../engine.ts';
import {titleOf} from './build-script.ts';
import {baseImageNotice} from './notices.ts';
import type {HostPlan} from './plan.ts';

type Section = {readonly title: string; readonly lines: readonly string[]};

/** The plan for people: names of variables, never their values. */
export function describeHost(plan: HostPlan): readonly Section[] {
	const {environment, codeFiles, codeSize, leftOut = [], secretFiles = []} = plan;
	const size = codeSize === undefined ? '' : `, ${formatSize(codeSize)}`;
	const sections: readonly Section[] = [
		{
			title: 'Environment',
			lines: environment ? environmentLines(environment) : ['none: there are no build steps; the command finds the programs of your own PATH'],
		},
		{title: 'Build steps', lines: environment?.steps.map((step, index) => `${index + 1}  ${titleOf(step)}`) ?? []},
		{
			title: 'Code',
			lines: [
				`${codeFiles.length} ${codeFiles.length === 1 ? 'file' : 'files'}${size}, from ${plan.codeFolder}`,
				...secretFiles.map(path => `left out: ${path} (it holds a secret)`),
				...leftOut.map(({path, reason}) => `left out: ${path} (${reason})`),
			],
		},
		{title: 'Env vars', lines: [...plan.env.map(([name]) => name), ...plan.polyaxonEnv.map(([name]) => name)]},
		{title: 'Secrets', lines: refLines(plan, 'secret', plan.secretRefs)},
		{title: 'Configmaps', lines: refLines(plan, 'configmap', plan.configmapRefs)},
		{title: 'Command', lines: plan.command === undefined ? ['none: the run ends with the build'] : plan.command.split('\n')},
		{title: 'Run folder', lines: [plan.runFolder]},
		{title: 'Not used', lines: notUsed(plan)},
	];
	return sections.filter(section => section.lines.length > 0);
}

function environmentLines({key, folder, stepFiles, needsPython, python}: NonNullable<HostPlan['environment']>): readonly string[] {
	const files = stepFiles.length === 0 ? 'no files of your folder' : stepFiles.join(', ');
	const version = python ? `${python.version.split(' ')[0]}, ${python.path}` : 'python3, which is missing';
	return [`key ${key}`, `folder ${folder}`, `build steps see ${files}`, ...(needsPython ? [`virtual environment of Python ${version}`] : [])];
}

function refLines({missingRefs}: HostPlan, kind: 'secret' | 'configmap', sources: readonly RefSource[]): readonly string[] {
	return [
		...sources.map(({name, envFile, items}) => `${name}, from ${envFile}${items ? ` (${items.join(', ')})` : ''}`),
		...missingRefs.filter(ref => ref.kind === kind).map(({name}) => `${name}: no source in the settings`),
	];
}

function notUsed(plan: HostPlan): readonly string[] {
	const notice = baseImageNotice(plan);
	const limits = (plan.unkeptLimits ?? []).map(limit => `The limit of ${limit} is not enforced.`);
	const gpu = plan.asksGpu === false ? ['No GPU is asked for: CUDA_VISIBLE_DEVICES is empty for the run.'] : [];
	return [...(notice ? [notice] : []), ...limits, ...gpu];
}
