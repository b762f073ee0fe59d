const units = [
	{milliseconds: 86_400_000, name: 'day'},
	{milliseconds: 3_600_000, name: 'hour'},
	{milliseconds: 60_000, name: 'minute'},
];

/** How long ago something was, in one unit: `5 minutes ago`. Less than a minute is `just now`. */
export function ageText(milliseconds: number): string {
	const unit = units.find(candidate => milliseconds >= candidate.milliseconds);
	if (!unit) return 'just now';
	const amount = Math.floor(milliseconds / unit.milliseconds);
	return `${amount} ${unit.name}${amount === 1 ? '' : 's'} ago`;
}
