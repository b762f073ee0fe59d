import {sanitiseLine} from '../../../../terminal/sanitise.ts';
import {amountText, numberOf} from '../../preflight/quantity.ts';
import {type Cause, type ClusterDiagnosis, failure, type Look} from './cause.ts';
import {kubectl, word} from './kubectl.ts';

/** One way in which the cluster's rules refuse an object. What says more stands before what says less. */
type Rule = (said: string, look: Look) => Omit<ClusterDiagnosis, 'evidence'> | undefined;

/** Rows 27 to 30: a rule of the cluster refuses the pod. With a Job the request to create it succeeds: only its events tell. */
export const admissionCause: Cause = look => {
	const {createError, refusal} = look;
	const message = createError ? sanitiseLine(createError.message) : refusal;
	if (message === undefined || (createError && ![400, 403, 422, 500].includes(createError.status))) return undefined;
	const said = message.replace(/^Error creating: /, '').replace(/^(?:Internal error occurred: |\S+ "[^"]*" is forbidden: )/, '');
	for (const rule of rules) {
		const found = rule(said, look);
		if (found) return {...found, evidence: [message]};
	}
	if (createError) return undefined;
	return failure('refused-by-cluster', 'the cluster refuses the pod of the run', 'The message is that of the cluster: correct what it names.', [message], {
		isSticky: 'maybe',
	});
};

const elsewhere = 'use another namespace: --namespace NAME';

const rules: readonly Rule[] = [
	(said, {strategy}) => {
		const [, level, list = ''] = /violates PodSecurity "(\w+)(?::[^"]*)?": (.*)/.exec(said) ?? [];
		if (level === undefined) return undefined;
		// Each rule is followed by an explanation in brackets, which may hold brackets
		const broken = list.split(/\)?, (?=[^()]+ \()/).map(rule => rule.replace(/ \(.*$/, ''));
		const title = `the namespace takes only "${level}" pods, and this one is not: ${broken.join(', ')}`;
		const inline = 'Let the steps run in the pod of the run, which keeps to it: kubernetes: {builder: inline} in the settings. Or ';
		const hint = strategy === 'inline' ? `Another namespace may take it: --namespace NAME.` : `${inline}${elsewhere}.`;
		return failure('pod-security', title, hint, [], {isSticky: true});
	},
	(said, look) => {
		const [, quota, requested = '', used = '', limited = ''] = /exceeded quota: (.+?), requested: (.+?), used: (.+?), limited: (.+)$/.exec(said) ?? [];
		if (quota === undefined) return undefined;
		const [asked, taken, hard] = [amountsOf(requested), amountsOf(used), amountsOf(limited)];
		const parts = [...asked].map(([name, amount]) => `${amount} ${name} asked, ${taken.get(name) ?? '0'} of ${hard.get(name) ?? '?'} used`);
		const isTooMuch = [...asked].some(([name, amount]) => numberOf(amount) > numberOf(hard.get(name) ?? ''));
		const hint = isTooMuch
			? `Ask for less in environment.resources: the whole quota is smaller. Or ${elsewhere}.`
			: `It starts when others have ended. What uses it: ${kubectl(look, 'describe', 'resourcequota', quota)}.`;
		const title = `the quota ${quota} is ${isTooMuch ? 'too small' : 'full'}: ${parts.join('; ')}`;
		return failure('quota-exceeded', title, hint, [], {isSticky: isTooMuch ? true : 'maybe'});
	},
	said => {
		const [, quota, lacking = ''] = /failed quota: (.+?): must specify (.+)$/.exec(said) ?? [];
		if (quota === undefined) return undefined;
		const names = [...new Set(lacking.split(/[;,]\s*/).map(part => part.replace(/ for: .*$/, '')))];
		const title = `the quota ${quota} takes only pods that say how much they need: ${names.join(', ')}`;
		const keys = names.map(name => /^(?:(requests|limits)\.)?(.+)$/.exec(name)).map(match => `${match?.[2]}: {${match?.[1] ?? 'requests'}: …}`);
		return failure('quota-needs-amount', title, `Add to the file: environment: {resources: {${keys.join(', ')}}}.`, [], {isSticky: true});
	},
	said => {
		const [, end, name, kind, limit, amount] =
			/\b(maximum|minimum) (\S+) usage per (\S+) is (\S+?)(?:, but (?:limit|request) is (\S+?))?\.?(?:,|$)/.exec(said) ?? [];
		if (end === undefined || name === undefined || limit === undefined) return undefined;
		const is = amount === undefined ? 'the run does not say how much it needs' : `the run asks for ${readable(name, amount)}`;
		const title = `a ${kind?.toLowerCase()} may have at ${end === 'maximum' ? 'most' : 'least'} ${limit} ${name} in this namespace; ${is}`;
		const hint = `Ask for at ${end === 'maximum' ? 'most' : 'least'} ${limit} in environment.resources.${name}.`;
		return failure('limit-range', title, hint, [], {isSticky: true});
	},
	said => {
		const [, rule, why = ''] =
			/admission webhook "([^"]+)" denied the request:?\s*(.*)/.exec(said) ?? /ValidatingAdmissionPolicy '([^']+)'.* denied request:\s*(.*)/.exec(said) ?? [];
		if (rule === undefined) return undefined;
		return failure('refused-by-rule', `the rule ${rule} of the cluster refuses the run: ${why}`, `Do what it says, or ask the cluster's administrator.`, [], {
			isSticky: true,
		});
	},
	said => {
		const [, hook] = /failed calling webhook "([^"]+)"/.exec(said) ?? [];
		if (hook === undefined) return undefined;
		const hint = "It is asked before anything is created. Try again; if it lasts, tell the cluster's administrator.";
		return failure('webhook-silent', `the add-on ${hook} of the cluster does not answer`, hint, [], {isSticky: 'maybe'});
	},
	(said, look) => {
		const [, account] = /error looking up service account \S+?\/([^:\s]+):/.exec(said) ?? [];
		if (account === undefined) return undefined;
		const hint = `Correct environment.service_account, or create it: ${kubectl(look, 'create', 'serviceaccount', account)}.`;
		const title = `the service account ${account} is not in the namespace ${word(look.namespace)}`;
		return failure('service-account-missing', title, hint, [], {isSticky: true});
	},
	said => {
		const [, name] = /no PriorityClass with name (\S+) was found/.exec(said) ?? [];
		if (name === undefined) return undefined;
		const hint = 'See which there are: kubectl get priorityclasses.';
		return failure('priority-class-missing', `the cluster has no priority class ${name}`, hint, [], {
			isSticky: true,
		});
	},
];

function amountsOf(text: string): ReadonlyMap<string, string> {
	return new Map(text.split(',').map(pair => [pair.slice(0, pair.lastIndexOf('=')), pair.slice(pair.lastIndexOf('=') + 1)] as const));
}

/** Limits are told as they were written, but amounts of bytes sometimes as a bare number. */
function readable(name: string, amount: string): string {
	return /^\d+$/.test(amount) ? amountText(name, Number(amount)) : amount;
}
