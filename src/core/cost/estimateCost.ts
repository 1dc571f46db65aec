import type { MappedLayer, Mapping } from '../map/mapModel.ts';
import type { HardwareTarget } from '../targets/define.ts';
import { targetOf } from '../targets/index.ts';
import type { Activity } from './activity.ts';
import { estimateOf, ratePerSecond, scaled, sumOf, totalOf, type Estimate } from './estimate.ts';
import { layerClocks, type LayerClocks } from './layerClocks.ts';

/** What one inference costs in one layer of a mapping; null: there is no basis for a figure. */
export interface LayerCost {
  readonly name: string;
  /** Mean of the non-zero values that enter it; null: not counted. */
  readonly events: number | null;
  /** How long it keeps its processors busy. */
  readonly clocks: Estimate | null;
  readonly milliseconds: Estimate | null;
  /** Dynamic energy of all its processors. */
  readonly microjoules: Estimate | null;
}

/** What one inference costs on a chip; null: there is no basis for a figure. */
export interface CostEstimate {
  readonly chip: Mapping['chip'];
  readonly layers: readonly LayerCost[];
  /** From the first pixel to the result: layer after layer, pass after pass. */
  readonly milliseconds: Estimate | null;
  /** Inputs in a row, each as soon as the layers are free; what a host adds is left out. */
  readonly framesPerSecond: Estimate | null;
  /** Dynamic energy of an inference. */
  readonly microjoules: Estimate | null;
  /** What the chip draws while it does nothing. */
  readonly floorMilliwatts: Estimate | null;
  /** Layers without a figure; the figures of the whole leave them out. */
  readonly unknown: readonly string[];
}

/** A layer with what its figures are made of. */
interface Costed {
  readonly layer: MappedLayer;
  readonly events: number | null;
  readonly clocks: LayerClocks | null;
}

const LAYER_BASIS =
  'The vendor\u2019s published event law with the events counted, and the idle clocks published of one layer, by the positions of this one.';
const PIXEL_BASIS =
  'Multiply-adds times the clocks of one, fitted to one published run of a network; the input convolution does not skip zeros.';

/**
 * Estimates clocks, time and energy of an inference from what its layers really have to do.
 *     clocks of a layer = events * filters * c / NPs + idle clocks        time = clocks / clock        energy = NPs * clocks * e
 * Layers run one after the other in one inference, and at the same time on inputs in a row. The figures of the whole are null where the
 * chip does not take the network; every figure is where the vendor published nothing of the chip.
 * @param activity  events by the names of the layers: `activityOfRun` of what `simulate` counted
 * @example estimateCost(mapModel(network), activityOfRun(layers, 100)).milliseconds?.value
 * @source docs/reference/cost-model.md#time-of-an-inference
 */
export function estimateCost(mapping: Mapping, activity: Activity): CostEstimate {
  const costs: HardwareTarget = targetOf(mapping.chip);
  const costed = mapping.layers.map((layer): Costed => {
    const events = activity.events.get(layer.name) ?? null;
    return { layer, events, clocks: layerClocks(layer, events, costs.eventCosts) };
  });
  const unknown = costed.flatMap(({ layer, clocks }) => (clocks ? [] : [layer.name]));
  return {
    chip: mapping.chip,
    layers: costed.map((layer) => layerCost(layer, costs)),
    ...(mapping.fits ? wholeOf(costed, mapping, costs, unknown) : NOTHING),
    floorMilliwatts: floorOf(costs),
    unknown,
  };
}

/**
 * Power at a number of inferences a second, in milliwatts.
 *     floor + microjoules an inference * inferences a second / 1000
 * @returns null where either is not known, or the chip is sure not to keep up
 */
export function powerAt(cost: CostEstimate, framesPerSecond: number): Estimate | null {
  const { floorMilliwatts, microjoules, framesPerSecond: most } = cost;
  if (!floorMilliwatts || !microjoules || !most || framesPerSecond > most.high) return null;
  const basis = 'Floor of the chip and dynamic energy of the inferences, both as estimated.';
  return sumOf([floorMilliwatts, scaled(microjoules, framesPerSecond / 1000, basis)], basis);
}

const NOTHING = { milliseconds: null, framesPerSecond: null, microjoules: null };

function layerCost({ layer, events, clocks: found }: Costed, costs: HardwareTarget): LayerCost {
  const nothing = { clocks: null, milliseconds: null, microjoules: null };
  if (!found) return { name: layer.name, events, ...nothing };
  const basis = layer.kind === 'InputConvolutional' ? PIXEL_BASIS : LAYER_BASIS;
  const clocks = estimateOf(found.time, basis);
  return {
    ...{ name: layer.name, events, clocks },
    milliseconds: inMilliseconds(clocks, costs),
    microjoules: inMicrojoules(estimateOf(found.work, basis), costs, ''),
  };
}

function wholeOf(
  costed: readonly Costed[],
  { passes }: Mapping,
  costs: HardwareTarget,
  unknown: readonly string[],
): Pick<CostEstimate, keyof typeof NOTHING> {
  const known = costed.flatMap(({ clocks }) => clocks ?? []);
  const without = unknown.length === 0 ? '' : `, without ${unknown.join(', ')}`;
  const [times, works] = [known.map(({ time }) => time), known.map(({ work }) => work)];
  const time = totalOf(times, `Clocks of the layers one after the other${without}.`);
  const work = totalOf(works, '');
  const milliseconds = time && inMilliseconds(time, costs);
  const period = passes > 1 ? milliseconds : periodOf(costed, costs);
  const rate = passes > 1 ? EACH_ALONE : IN_A_ROW;
  return {
    milliseconds,
    framesPerSecond: period && ratePerSecond(period, `${rate}${without}.`),
    microjoules: work && inMicrojoules(work, costs, without),
  };
}

const IN_A_ROW =
  'Inputs in a row: the slowest layer, with the one before it where it has a single input buffer';
const EACH_ALONE = 'One input after the other through all passes, without programming the chip';

/**
 * Time between two inputs in a row. A layer with two input buffers takes the next map while it works; with one, the layer before it has to
 * wait, and both together are as slow as their sum.
 */
function periodOf(costed: readonly Costed[], costs: HardwareTarget): Estimate | null {
  const stages = costed.flatMap(({ layer, clocks }, i) => {
    const before = costed[i - 1]?.clocks;
    if (!clocks) return [];
    const both = layer.singleBuffer && before ? [before.time, clocks.time] : [clocks.time];
    const stage = totalOf(both, '');
    return stage ? [{ ...stage, low: clocks.time.low }] : [];
  });
  if (stages.length === 0) return null;
  const most = (end: 'value' | 'low' | 'high') => Math.max(...stages.map((stage) => stage[end]));
  const period = { value: most('value'), low: most('low'), high: most('high'), basis: '' };
  return inMilliseconds(period, costs);
}

function inMilliseconds(clocks: Estimate, { megahertz }: HardwareTarget): Estimate | null {
  return megahertz && scaled(clocks, 1 / (1000 * megahertz.value), clocks.basis);
}

function inMicrojoules(
  work: Estimate,
  { picojoules }: HardwareTarget,
  without: string,
): Estimate | null {
  if (!picojoules) return null;
  const { value, low, high, basis } = picojoules;
  const micro = { value: value / 1e6, low: low / 1e6, high: high / 1e6 };
  return scaled(
    work,
    micro,
    `Busy clocks of all processors${without}, times the energy of one: ${basis}.`,
  );
}

function floorOf({ floorMilliwatts }: HardwareTarget): Estimate | null {
  if (!floorMilliwatts) return null;
  const { value, low, high, basis } = floorMilliwatts;
  return { value, low, high, basis: `Power at rest: ${basis}.` };
}
