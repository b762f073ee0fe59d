/** Files of the index that we judge otherwise than the platform: what we say of them, in the order of the file, and why. */
export type Deviation = {
	readonly reason: string;
	/** The errors that we report; none where the platform refuses what we take. */
	readonly codes: readonly string[];
	readonly files: readonly string[];
};

const under = (folder: string, ...names: readonly string[]) => names.map(name => `${folder}/${name}.yml`);

export const deviations: readonly Deviation[] = [
	{
		reason: 'no release could run it: it has no command',
		codes: ['missing-command'],
		files: [
			...under('probes', 'minimal_exp', 'cmd_empty', 'run_empty_map'),
			...under('docs/0.4.4', 'configuration_custom-run-environment__9'),
			...under(
				'docs/0.6.1',
				'configuration_custom-run-environment__6',
				'configuration_custom-run-environment__10',
				'configuration_custom-service-accounts__1',
				'guides_productive-templates__2',
				'guides_productive-templates__3',
				'integrations_kubeflow__1',
				'integrations_kubeflow__2',
				'integrations_kubeflow__3',
				'integrations_pytorch__1',
				'integrations_tensorflow__1',
			),
		],
	},
	{
		reason: 'it describes a model instead of a command: polyaxon-lib made it inside the platform up to 0.4.4, and no release from 0.5 on reads it',
		codes: ['missing-command'],
		files: [
			...under(
				'schemas/0.4.4',
				'advanced_file',
				'advanced_file_with_custom_configs_and_resources',
				'matrix_file',
				'matrix_file_early_stopping',
				'matrix_file_ignored_n_experiments',
				'matrix_file_with_int_float_types',
				'one_matrix_file',
				'simple_file',
				'simple_generator_file',
			),
			...under('schemas/0.4.0', 'advanced_file', 'advanced_file_with_custom_configs_and_resources', 'simple_file', 'simple_generator_file'),
			...under('server/0.6.1', 'fixtures__experiment_group_spec_content'),
			...under(
				'server/0.4.4',
				'fixtures__experiment_spec_content',
				'fixtures__exec_experiment_resources_content',
				'test_views__content__2',
				'test_views__content__3',
			),
			...under(
				'server/0.4.0',
				'fixtures__experiment_group_spec_content',
				'fixtures__experiment_spec_content',
				'fixtures__exec_experiment_resources_content',
				'test_views__content__2',
				'test_views__content__3',
			),
		],
	},
	{
		reason: 'the same, and a key that 0.3.9 overlooked; the comment in the file says that it should not',
		codes: ['missing-command', 'unknown-key'],
		files: ['schemas/0.4.0/matrix_file.yml'],
	},
	{
		reason: '0.3.9 overlooked a key that it does not know, so what the key says was lost; 0.4.4 and 0.6.1 refuse it',
		codes: ['unknown-key'],
		files: under('probes', 'resources_request_sing', 'group_unknown_hpt'),
	},
	{reason: '0.3.9 took a build from nothing, which no release could build', codes: ['missing-image'], files: under('probes', 'build_empty')},
	{reason: '0.3.9 took an image with a blank, which no engine has', codes: ['bad-image'], files: under('probes', 'image_space')},
	{
		reason: '0.3.9 took a tag that it evaluated to a number, against its own list of texts; 0.4.4 and 0.6.1 refuse it',
		codes: ['reads-as-literal'],
		files: under('probes', 'tags_numeric_string'),
	},
	{
		reason: 'it has names of two releases, and each is read as its own release read it',
		codes: [],
		files: under('probes', 'for_op', 'old_env_tensorflow'),
	},
	{reason: 'labels of an experiment are documented, and 0.6.1 crashed on them', codes: [], files: under('probes', 'labels_on_experiment')},
];
