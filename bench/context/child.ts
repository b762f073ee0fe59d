import {argv, resourceUsage, stdout} from 'node:process';
import {Writable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {contextTar} from '../../source/image/context-tar.ts';
import {identityOf} from '../../source/image/identity.ts';
import {createImagePlan} from '../../source/image/plan.ts';

// child.ts FOLDER hash|send: prints seconds and the most memory that the process took, in bytes
const [, , folder = '', what] = argv;
const {signal} = new AbortController();
const image = await createImagePlan({build: {image: 'base:1', build_steps: [], env_vars: []}}, folder, signal);
const start = performance.now();
if (what === 'hash') await identityOf(image, folder, {platform: 'linux/amd64'}, signal);
// A builder takes the pieces in its own time
else await pipeline(contextTar(image, folder, signal).stream, new Writable({write: (_piece, _encoding, done) => setImmediate(done)}));
stdout.write(JSON.stringify({seconds: (performance.now() - start) / 1000, memory: resourceUsage().maxRSS * 1024}));
