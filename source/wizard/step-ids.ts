/** The steps of the wizard by name, in the order in which they are asked. */
export const stepIds = ['kind', 'image', 'buildSteps', 'envVars', 'declarations', 'command', 'secrets', 'configmaps', 'resources', 'engine', 'review'] as const;
