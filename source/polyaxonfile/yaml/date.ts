const form =
	/^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:[Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)?$/;

/** Whether a text has the form of a date or a time of YAML 1.1. Without a time, month and day have two digits; with a tag they need not. */
export function looksLikeDate(text: string, isTagged = false): boolean {
	return form.test(text) && (isTagged || (text.length !== 8 && text.length !== 9));
}

/** Whether there is such a day, and such a time of it. */
export function isDate(text: string): boolean {
	const [, year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (form.exec(text) ?? []).map(part => Number(part ?? 0));
	return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) && hour < 24 && minute < 60 && second < 60;
}

function daysIn(year: number, month: number): number {
	if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
	return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
