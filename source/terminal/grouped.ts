/** 12,408: a whole number with its thousands apart. Without Intl, whose first use takes Node 11 ms. */
export function grouped(count: number): string {
	return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}
