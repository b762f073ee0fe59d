import {defineConfig} from 'vitest/config';

const shared = {
	// Ink and the tests of times must not depend on whose machine this is.
	env: {TZ: 'UTC', LINES: '30', COLUMNS: '100'},
};

export default defineConfig({
	test: {
		// The end-to-end tests mostly wait for programs.
		maxWorkers: 3,
		projects: [
			{test: {...shared, name: 'unit', isolate: false, include: ['test/**/*.test.{ts,tsx}'], exclude: ['test/e2e/**', 'test/python/**', 'test/containers/**', 'test/kubernetes/**'], testTimeout: 60_000}},
			{test: {...shared, name: 'e2e', include: ['test/e2e/**/*.test.ts'], globalSetup: 'test/e2e/global-setup.ts', testTimeout: 60_000, hookTimeout: 60_000}},
			{
				test: {
					...shared,
					name: 'containers',
					include: ['test/containers/**/*.test.ts'],
					globalSetup: 'test/e2e/global-setup.ts',
					testTimeout: 300_000,
					// podman 4.3 trips over images that other processes of this machine delete: then, and only then, once more
					retry: {count: 2, condition: /(?:image|layer) not known/},
					hookTimeout: 60_000,
				},
			},
			{
				test: {
					...shared,
					name: 'kubernetes',
					include: ['test/kubernetes/**/*.test.ts'],
					globalSetup: 'test/kubernetes/global-setup.ts',
					testTimeout: 180_000,
					hookTimeout: 60_000,
				},
			},
			{test: {...shared, name: 'python', include: ['test/python/**/*.test.ts'], globalSetup: 'test/e2e/global-setup.ts', testTimeout: 120_000, hookTimeout: 60_000}},
		],
	},
});
