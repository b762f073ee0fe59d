import {argv, stdout} from 'node:process';
import {takeDriverLock} from '../../source/runs/driver-lock.ts';

// A process of its own for tests: becomes the driver of the run in argv[2] and stays it until it is killed, or says that it lost.
const lock = await takeDriverLock(argv[2]!);
stdout.write(lock ? 'won' : 'lost');
if (lock) setTimeout(() => {}, 30_000);
