import {expect, test} from 'vitest';
import {corePath, jobPath} from '../../../source/engines/kubernetes/api-paths.ts';
import {UserError} from '../../../source/user-error.ts';

test('a name leads to an object of its namespace, whatever stands in it', () => {
	expect([jobPath('team'), jobPath('team', 'plx-a'), corePath('team', 'configmaps', '../../b/configmaps/c?d')]).toEqual([
		'/apis/batch/v1/namespaces/team/jobs',
		'/apis/batch/v1/namespaces/team/jobs/plx-a',
		'/api/v1/namespaces/team/configmaps/..%2F..%2Fb%2Fconfigmaps%2Fc%3Fd',
	]);
	expect(new URL(jobPath('../x', '..%2f'), 'https://c').pathname).toBe('/apis/batch/v1/namespaces/..%2Fx/jobs/..%252f');
});

test.each(['', '.', '..'])('the name "%s" leads nowhere: it would mean all objects, or the namespace', name => {
	expect(() => jobPath('team', name)).toThrow(new UserError(`"${name}" cannot be the name of anything in a cluster.`, 1));
	expect(() => corePath(name, 'pods')).toThrow(UserError);
});
