import type { Estimate } from '../../core/cost/estimate.ts';

/** Units of a quantity, the largest first, with what one of them is in the unit that it comes in. */
type Units = readonly (readonly [name: string, size: number])[];

/** Of milliseconds. */
export const TIME: Units = [
  ['s', 1000],
  ['ms', 1],
  ['\u00b5s', 1e-3],
];
/** Of microjoules. */
export const ENERGY: Units = [
  ['J', 1e6],
  ['mJ', 1000],
  ['\u00b5J', 1],
  ['nJ', 1e-3],
];
/** Of milliwatts. */
export const POWER: Units = [
  ['W', 1000],
  ['mW', 1],
  ['\u00b5W', 1e-3],
];
/** Of frames a second. */
export const RATE: Units = [['frames/s', 1]];

/** A quantity in two or three figures: an estimate has no more. @example quantityText(0.3371, TIME) is `0.34 ms` */
export function quantityText(value: number, units: Units): string {
  const [name, size] = unitOf(value, units);
  return `${figures(value / size)} ${name}`;
}

/**
 * How far an estimate may be off: `± 20 %` where both ends are as far, else `0.27 to 0.57 ms`. The unit is that of the value, so that the
 * three can be compared.
 */
export function rangeOf({ value, low, high }: Estimate, units: Units): string {
  const [below, above] = [1 - low / value, high / value - 1].map((share) =>
    Math.round(share * 100),
  );
  if (value > 0 && below === above) return `\u00b1 ${below ?? 0} %`;
  const [name, size] = unitOf(value, units);
  return `${figures(low / size)} to ${figures(high / size)} ${name}`;
}

function unitOf(value: number, units: Units): Units[number] {
  const found = units.find(([, size]) => Math.abs(value) >= 0.1 * size) ?? units.at(-1);
  return found ?? ['', 1];
}

function figures(value: number): string {
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(2));
  return rounded.toLocaleString('en', { maximumSignificantDigits: value >= 100 ? 3 : 2 });
}
