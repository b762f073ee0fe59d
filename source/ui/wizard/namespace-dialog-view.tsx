import {sanitiseLine} from '../../terminal/sanitise.ts';
import type {Symbols} from '../../terminal/symbols.ts';
import type {PickEdit} from '../parts/pick-edit.ts';
import {namespaceProblem} from './namespace-dialog.ts';
import {PickDialog} from './pick-dialog.tsx';

type Props = {
	readonly pick: PickEdit;
	readonly context: string;
	/** Absent where the account may not list them. */
	readonly names?: readonly string[];
	readonly screen: {readonly columns: number; readonly rows: number};
	readonly symbols: Symbols;
};

/** The namespaces of a cluster. */
export function NamespaceDialog({pick, context, names, screen, symbols}: Props) {
	return (
		<PickDialog
			title={`Namespace in ${sanitiseLine(context)}`}
			about={names ? `${names.length} namespaces` : 'the cluster did not list its namespaces: type one'}
			pick={pick}
			names={names ?? []}
			most={14}
			typedNote={names ? 'not in the list' : ''}
			problemOf={namespaceProblem}
			placeholder="type to search"
			screen={screen}
			symbols={symbols}
		/>
	);
}
