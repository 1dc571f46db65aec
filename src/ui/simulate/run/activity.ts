import type { LayerActivity } from '../../../project/views/network.ts';

/** What all layers of a run did together. */
export interface ActivityTotals {
  readonly events: number;
  readonly operations: number;
  readonly denseOperations: number;
  /** Operations of the events as a share of the dense network's, 0 .. 1. */
  readonly share: number;
}

/** Sums the layers of a run. */
export function totalsOf(layers: readonly LayerActivity[]): ActivityTotals {
  const sum = (pick: (layer: LayerActivity) => number) =>
    layers.reduce((total, layer) => total + pick(layer), 0);
  const operations = sum((layer) => layer.operations);
  const denseOperations = sum((layer) => layer.denseOperations);
  const share = denseOperations > 0 ? operations / denseOperations : 0;
  return { events: sum((layer) => layer.events), operations, denseOperations, share };
}

/** A share as people read it: `62 %`; never 0 or 100 % unless it is exactly that. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return '< 0.1 %';
  if (percent > 0 && percent < 1) return `${percent.toFixed(1)} %`;
  if (percent < 100 && percent > 99) return `${(Math.floor(percent * 10) / 10).toFixed(1)} %`;
  return `${Math.round(percent)} %`;
}

/** A count as people read it: `986`, `12.3 k`, `5.64 M`. */
export function formatCount(count: number): string {
  const units = ['', ' k', ' M', ' G', ' T'];
  let unit = 0;
  let value = count;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits =
    unit === 0 ? (Number.isInteger(value) ? 0 : 1) : value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${value.toFixed(digits)}${units[unit] ?? ''}`;
}
