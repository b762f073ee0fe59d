import type {RegistryFact} from '../../engines/kubernetes/facts/registries.ts';
import {registryProblem} from '../../engines/kubernetes/settings/registry-choice.ts';
import type {Symbols} from '../../terminal/symbols.ts';
import type {PickEdit} from '../parts/pick-edit.ts';
import {PickDialog} from './pick-dialog.tsx';
import {noRegistry} from './registry-dialog.ts';

type Props = {
	readonly pick: PickEdit;
	readonly names: readonly string[];
	readonly known: readonly RegistryFact[];
	readonly screen: {readonly columns: number; readonly rows: number};
	readonly symbols: Symbols;
};

/** The registries of a cluster; a folder in one can be typed. */
export function RegistryDialog({pick, names, known, screen, symbols}: Props) {
	return (
		<PickDialog
			title="Registry for the image"
			about={`goes into .polyaxon/tui.yaml when you write${known.length === 0 ? '; none is known here' : ''}`}
			pick={pick}
			names={names}
			most={10}
			noteOf={name => noteOf(name, known)}
			typedNote="as typed"
			problemOf={registryProblem}
			placeholder="HOST, or HOST/FOLDER"
			screen={screen}
			symbols={symbols}
		/>
	);
}

function noteOf(name: string, known: readonly RegistryFact[]): string | undefined {
	const fact = known.find(({host}) => host === name);
	if (!fact) return name === noRegistry ? 'the steps run at the start of the pod' : undefined;
	if (fact.from === 'cluster') return 'the cluster announces it';
	return fact.images === 1 ? '1 image on the nodes' : `${fact.images ?? 0} images on the nodes`;
}
