import {Ajv2020} from 'ajv/dist/2020.js';
import {createJsonSchema} from '../../../source/polyaxonfile/json-schema.ts';
import {isError} from '../../../source/polyaxonfile/problem.ts';
import {checkText} from '../../helpers/check-text.ts';

const validate = new Ajv2020({allErrors: true, strictTypes: false, strictRequired: false}).compile(createJsonSchema());

/** The places that the schema refuses. */
export function refused(text: string): readonly string[] {
	validate(JSON.parse(JSON.stringify(checkText(text).document.values ?? null)));
	return [...new Set((validate.errors ?? []).filter(({keyword}) => keyword !== 'if').map(({instancePath}) => instancePath))];
}

/** The codes of the errors, without those that the schema cannot have: that there is nothing to run. Undefined where YAML is all that is wrong. */
export function errorsOf(text: string): readonly string[] | undefined {
	const {problems, document} = checkText(text);
	if (!document.values) return undefined;
	return problems.filter(problem => isError(problem) && problem.code !== 'missing-command').map(({code}) => code);
}
