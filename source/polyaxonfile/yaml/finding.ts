import type {Problem} from '../problem.ts';

/** One thing that is wrong with a text, before it has a line and a column. `offset` is where the caret goes; without a severity it is an error. */
export type Finding = Pick<Problem, 'code' | 'message' | 'hint'> & {readonly severity?: Problem['severity']; readonly offset: number; readonly length?: number};
