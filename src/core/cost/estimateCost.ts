import type { MappedLayer, Mapping } from '../map/mapModel.ts';
import { costedChips } from '../targets/index.ts';
import type { ChipCosts } from '../targets/define.ts';
import type { Activity } from './activity.ts';
import { scaled, sumOf, type Estimate } from './estimate.ts';
import { EVENT_LAW_BASIS, eventCoefficient } from './eventLaw.ts';

/** What one inference costs in one layer of a mapping; null: there is no basis for a figure. */
export interface LayerCost {
  readonly name: string;
  /** Mean of the non-zero values that enter it; null: not counted. */
  readonly events: number | null;
  readonly clocks: Estimate | null;
  readonly milliseconds: Estimate | null;
  /** Dynamic energy. */
  readonly microjoules: Estimate | null;
}

/** What one inference costs on a chip; null: there is no basis for a figure. */
export interface CostEstimate {
  readonly chip: Mapping['chip'];
  readonly layers: readonly LayerCost[];
  /** From the input to the output: layer after layer, pass after pass. */
  readonly milliseconds: Estimate | null;
  /** With a new input as soon as the slowest layer is free. */
  readonly framesPerSecond: Estimate | null;
  /** Dynamic energy of an inference. */
  readonly microjoules: Estimate | null;
  /** What the chip takes while it does nothing. */
  readonly floorMilliwatts: Estimate | null;
  /** Layers without a figure; the figures of the whole leave them out. */
  readonly unknown: readonly string[];
}

/** Range of the law's coefficient, as a share of itself. @source docs/reference/cost-model.md#error-of-the-law */
const SCATTER = { low: 0.65 / 0.646, high: 1.08 / 0.646 };
/** Microjoules of a millisecond. @source docs/reference/cost-model.md#measured-samples */
const DYNAMIC_MILLIWATTS = (1000 * 0.199) / 8.03;

/**
 * Estimates clocks, time and energy of an inference from what its layers really have to do.
 *     clocks of a layer = events * filters * c / NPs        time = clocks / clock
 * @param activity  events of a run, by the names of the layers
 * @source docs/reference/cost-model.md#event-cost-law
 */
export function estimateCost(mapping: Mapping, activity: Activity): CostEstimate {
  const costs: ChipCosts = costedChips[mapping.chip];
  const layers = mapping.layers.map((layer) => layerCost(layer, costs, activity));
  const known = layers.flatMap(({ milliseconds }) => milliseconds ?? []);
  const energies = layers.flatMap(({ microjoules }) => microjoules ?? []);
  const [slowest] = [...known].sort((a, b) => b.value - a.value);
  return {
    chip: mapping.chip,
    layers,
    milliseconds: sumOf(known, EVENT_LAW_BASIS),
    framesPerSecond: slowest && slowest.low > 0 ? rate(slowest) : null,
    microjoules: sumOf(energies, EVENT_LAW_BASIS),
    floorMilliwatts: null,
    unknown: layers.flatMap(({ name, clocks }) => (clocks ? [] : [name])),
  };
}

/**
 * Power at a number of inferences a second, in milliwatts: floor + dynamic energy * frames a second.
 * @returns null where either is not known, or the chip cannot keep up
 */
export function powerAt(cost: CostEstimate, framesPerSecond: number): Estimate | null {
  const { floorMilliwatts, microjoules, framesPerSecond: most } = cost;
  if (!floorMilliwatts || !microjoules || !most || framesPerSecond > most.high) return null;
  return sumOf([floorMilliwatts, scaled(microjoules, framesPerSecond / 1000)], EVENT_LAW_BASIS);
}

function layerCost(layer: MappedLayer, costs: ChipCosts, { events }: Activity): LayerCost {
  const { name, filters, processors } = layer;
  const count = events.get(name) ?? null;
  const coefficient = eventCoefficient(layer, costs);
  const value =
    count === null || coefficient === null
      ? null
      : (count * filters * coefficient) / processors.length;
  const clocks: Estimate | null =
    value === null
      ? null
      : { value, low: value * SCATTER.low, high: value * SCATTER.high, basis: EVENT_LAW_BASIS };
  const milliseconds =
    clocks && costs.megahertz ? scaled(clocks, 1 / (1000 * costs.megahertz)) : null;
  const microjoules = milliseconds ? scaled(milliseconds, DYNAMIC_MILLIWATTS) : null;
  return { name, events: count, clocks, milliseconds, microjoules };
}

function rate({ value, low, high, basis }: Estimate): Estimate {
  return { value: 1000 / value, low: 1000 / high, high: 1000 / low, basis };
}
