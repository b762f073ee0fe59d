import type {EnvVar} from '../answers.ts';

/** Something of a Dockerfile and the line where it starts, from 1. */
export type Placed<T> = {readonly value: T; readonly line: number};

/** What a Dockerfile says about the image that its last stage makes. */
export type DockerfileFacts = {
	readonly image?: Placed<string>;
	readonly env: ReadonlyArray<Placed<EnvVar>>;
	readonly steps: ReadonlyArray<Placed<string>>;
	readonly command?: Placed<string>;
};

/** Reads the last stage of a Dockerfile. What a polyaxonfile cannot hold (here-documents, values that depend on the image) is left out. */
export function parseDockerfile(text: string): DockerfileFacts {
	const args = new Map<string, string>();
	const stages = new Map<string, string>();
	let image: Placed<string> | undefined;
	let env: Array<Placed<EnvVar>> = [];
	let steps: Array<Placed<string>> = [];
	let entrypoint: Placed<string> | undefined;
	let command: Placed<string> | undefined;
	for (const {word, rest, line} of instructionsOf(text)) {
		if (word === 'ARG') {
			const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/.exec(rest) ?? [];
			if (name !== undefined) args.set(name, unquote(value!.trim()));
		} else if (word === 'FROM') {
			const [, reference, stage] = /^(?:--\S+\s+)*(\S+)(?:\s+as\s+(\S+))?/i.exec(rest) ?? [];
			if (reference === undefined) continue;
			const base = expand(reference, args);
			const value = stages.get(base.toLowerCase()) ?? base;
			if (stage !== undefined) stages.set(stage.toLowerCase(), value);
			image = value.includes('$') || value === 'scratch' ? undefined : {value, line};
			[env, steps, entrypoint, command] = [[], [], undefined, undefined];
		} else if (word === 'ENV') {
			env.push(...envOf(rest).map(value => ({value: {...value, value: expand(value.value, args)}, line})));
		} else if (word === 'RUN') {
			const value = shellOf(rest.replace(/^(?:--\S+\s+)+/, ''));
			if (value !== '' && !/<<-?['"]?\w/.test(value)) steps.push({value: value, line});
		} else if (word === 'CMD') command = {value: shellOf(rest), line};
		else if (word === 'ENTRYPOINT') entrypoint = {value: shellOf(rest), line};
	}
	const whole = entrypoint && command ? {value: `${entrypoint.value} ${command.value}`, line: entrypoint.line} : (entrypoint ?? command);
	return {image, env: env.filter(({value}) => !value.value.includes('$')), steps, command: whole};
}

type Instruction = {readonly word: string; readonly rest: string; readonly line: number};

/** The instructions with their continued lines joined, as `docker build` joins them; comment lines between them are dropped. */
function instructionsOf(text: string): readonly Instruction[] {
	const found: Instruction[] = [];
	const lines = text.split(/\r?\n/);
	for (let at = 0; at < lines.length; at++) {
		const start = at;
		let whole = lines[at]!.trim();
		if (whole === '' || whole.startsWith('#')) continue;
		while (/\\\s*$/.test(whole) && at + 1 < lines.length) {
			const next = lines[++at]!.trim();
			if (next === '' || next.startsWith('#')) continue;
			whole = `${whole.replace(/\s*\\\s*$/, '')} ${next}`;
		}
		const match = /^([A-Za-z]+)\s+([\s\S]*)$/.exec(whole.replace(/\s*\\\s*$/, ''));
		if (!match) continue;
		found.push({word: match[1]!.toUpperCase(), rest: match[2]!.trim(), line: start + 1});
		const ending = /^(?:RUN|COPY)\b/i.test(whole) ? /<<-?['"]?(\w+)['"]?/.exec(whole)?.[1] : undefined;
		if (ending !== undefined) while (at + 1 < lines.length && lines[++at]!.trim() !== ending);
	}
	return found;
}

function envOf(rest: string): readonly EnvVar[] {
	if (!/^[A-Za-z_]\w*=/.test(rest)) {
		const [, name, value] = /^([A-Za-z_]\w*)\s+(.*)$/.exec(rest) ?? [];
		return name === undefined ? [] : [{name, value: unquote(value!)}];
	}
	return [...rest.matchAll(/([A-Za-z_]\w*)=("(?:[^"\\]|\\.)*"|'[^']*'|(?:[^\s\\]|\\.)*)/g)].map(match => ({name: match[1]!, value: unquote(match[2]!)}));
}

/** A command in shell form as it is; one in exec form as a line for the shell. */
function shellOf(rest: string): string {
	if (!rest.startsWith('[')) return rest;
	try {
		const words: unknown = JSON.parse(rest);
		if (!Array.isArray(words)) return rest;
		return words.map(word => (/^[\w@%+=:,./{}-]+$/.test(String(word)) ? String(word) : `'${String(word).replaceAll("'", "'\\''")}'`)).join(' ');
	} catch {
		return rest;
	}
}

function expand(text: string, args: ReadonlyMap<string, string>): string {
	return text.replaceAll(/\$\{(\w+)(?::-([^}]*))?\}|\$(\w+)/g, (whole, name, fallback, bare) => args.get(name ?? bare) ?? fallback ?? whole);
}

function unquote(text: string): string {
	return /^(["'])[\s\S]*\1$/.test(text) && text.length > 1 ? text.slice(1, -1).replaceAll(/\\(["\\$])/g, '$1') : text.replaceAll(/\\(.)/g, '$1');
}
