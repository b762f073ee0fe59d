/** Records media/demo.svg from the real product: the wizard and a run of the example, in a pseudo terminal. `npx tsx media/record.ts` */
import {cpSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {openPty} from '../test/helpers/pty.ts';
import {type Frame, toAnimatedSvg} from './animated-svg.ts';
import {readCells} from './read-cells.ts';

const columns = 110;
const rows = 30;
const root = path.resolve(import.meta.dirname, '..');
const place = mkdtempSync(path.join(tmpdir(), 'ada-'));
const project = path.join(place, 'digits');
cpSync(path.join(root, 'examples/digits'), project, {recursive: true});
rmSync(path.join(project, 'polyaxonfile.yml'));

const program = openPty(process.execPath, [path.join(root, 'dist/cli.js'), 'init'], {
	columns,
	rows,
	cwd: project,
	env: {
		HOME: place,
		XDG_DATA_HOME: undefined,
		XDG_STATE_HOME: undefined,
		XDG_CACHE_HOME: undefined,
		XDG_CONFIG_HOME: undefined,
		PIP_FIND_LINKS: undefined,
		COLORTERM: 'truecolor',
	},
});
const frames: Frame[] = [];
const stills: Record<string, Frame> = {};

const shoot = (milliseconds: number, name?: string) => {
	const frame = {cells: readCells(program.emulator), milliseconds};
	frames.push(frame);
	if (name) stills[name] = frame;
};

/** Types, waits until the screen shows what is expected, and keeps the screen for a while. */
const step = async (keys: string, shown: RegExp, milliseconds: number, name?: string) => {
	program.send(keys);
	await program.waitFor(shown, 60_000);
	await program.quiet(120);
	shoot(milliseconds, name);
};

try {
	const {scenes} = await import('./scenes.ts');
	for (const scene of scenes) {
		if (scene.frames === undefined) await step(scene.keys, scene.shown, scene.milliseconds, scene.still);
		else {
			program.send(scene.keys);
			for (let count = 0; count < scene.frames; count++) {
				await new Promise(resolve => setTimeout(resolve, scene.milliseconds));
				shoot(scene.milliseconds);
				if (scene.shown.test(program.text())) break;
			}
			await program.waitFor(scene.shown, 90_000);
			shoot(scene.milliseconds, scene.still);
		}
	}
	writeFileSync(path.join(root, 'media/demo.svg'), toAnimatedSvg(frames, 'From the wizard to a finished run'));
	for (const [name, frame] of Object.entries(stills)) writeFileSync(path.join(root, `media/${name}.svg`), toAnimatedSvg([frame], `polyaxon-tui: ${name}`));
} finally {
	await program.close();
	rmSync(place, {recursive: true, force: true});
}
