import {expect, test} from 'vitest';
import {createLogMeter} from '../../../source/ui/run/log-meter.ts';

function fakeLog(times: readonly number[]) {
	const lines = [...times];
	return {
		get lineCount() {
			return lines.length;
		},
		times: (from: number, count: number) => lines.slice(from, from + count),
		add(at: number, count: number) {
			for (let line = 0; line < count; line++) lines.push(at);
		},
	};
}

test('what stood in the log before is not flow, but its age is known', () => {
	const meter = createLogMeter(fakeLog([100, 200, 300]));
	expect(meter.measure(10_000)).toEqual({lines: 3, rate: 0, quietMilliseconds: 9700});
});

test('the rate is that of the last whole second, however often it is asked for', () => {
	const log = fakeLog([]);
	const meter = createLogMeter(log);
	const rates = [];
	for (let now = 0; now <= 3000; now += 100) {
		if (now > 0 && now <= 2000) log.add(now, 125);
		const {rate} = meter.measure(now);
		if (now % 1000 === 0) rates.push(rate);
	}
	expect(rates).toEqual([0, 1250, 1250, 0]);
});

test('silence counts from the last line that came', () => {
	const log = fakeLog([]);
	const meter = createLogMeter(log);
	expect(meter.measure(0)).toEqual({lines: 0, rate: 0, quietMilliseconds: undefined});
	log.add(5000, 1);
	expect(meter.measure(5000).quietMilliseconds).toBe(0);
	expect(meter.measure(26_000).quietMilliseconds).toBe(21_000);
});
