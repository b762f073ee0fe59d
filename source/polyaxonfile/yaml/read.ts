import type {Node} from 'yaml';
import {findControl} from './characters.ts';
import {type Composition, compose} from './compose.ts';
import {explain} from './explain.ts';
import {YamlFault} from './fault.ts';
import type {Finding} from './finding.ts';
import {createScanner} from './scan.ts';

/** A text as nodes; without any when it is no YAML, or holds nothing. */
export type Reading = Composition & {
	/** What keeps it from being read: what follows is seldom worth saying. */
	readonly broken?: Finding;
};

/**
 * Reads a text as the platform's reader does (PyYAML 5.1, which is part of release 0.4.4). That is neither YAML 1.1 nor 1.2: it takes no notice
 * of indentation inside brackets and quotes, and refuses tabs, "?" inside brackets and a second anchor of the same name.
 */
export function readYaml(text: string): Reading {
	const strange = findControl(text);
	if (strange) return brokenBy(strange);
	const scanner = createScanner(text);
	try {
		return compose(scanner);
	} catch (error) {
		if (error instanceof YamlFault) return brokenBy(explain(error, scanner));
		throw error;
	}
}

/** The reading of what cannot be read. */
export function brokenBy(broken: Finding): Reading {
	return {root: null, targets: new Map<Node, Node>(), findings: [], broken};
}
