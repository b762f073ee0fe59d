import {PassThrough} from 'node:stream';
import {createStyle} from '../../source/terminal/style.ts';

/** No colours. */
export const plainStyle = createStyle({env: {NO_COLOR: '1'}, stdout: new PassThrough()});
