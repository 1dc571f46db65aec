import { fail } from '../errors/diagnostic.ts';
import { sizeOf, tensor, type Tensor } from '../tensor/tensor.ts';
import { operationsOf } from './countOperations.ts';
import type { KeptLayers, LayerResult, LayerRun, SimulationResult } from './engine.ts';
import type { LayerPlan } from './layerPlan.ts';

/** Gathers the layers' activity, image by image, into one result. */
interface Collector {
  add(image: number, layer: number, run: LayerRun): void;
  result(): SimulationResult;
}

interface Tally {
  readonly plan: LayerPlan;
  readonly output: Tensor<Int32Array> | null;
  readonly potentials: Tensor<Int32Array> | null;
  /** False for the last layer when it was not asked for: its output is still needed for `forward`. */
  readonly shown: boolean;
  events: number;
  meetings: number;
  pointwiseEvents: number;
  zeros: number;
}

/**
 * Makes room for a run of `count` images.
 * @throws StudioError simulate/unknown-layer
 */
export function createCollector(
  plans: readonly LayerPlan[],
  count: number,
  options: { readonly layers?: KeptLayers; readonly potentials?: boolean },
): Collector {
  const kept = keptLayers(plans, options.layers ?? 'last');
  const tallies = plans.map((plan, index): Tally => {
    const shown = kept.has(plan.layer.name);
    const shape = [count, ...plan.geometry.output];
    const empty = (): Tensor<Int32Array> => tensor(new Int32Array(sizeOf(shape)), shape);
    return {
      plan,
      output: shown || index === plans.length - 1 ? empty() : null,
      potentials: shown && options.potentials === true ? empty() : null,
      shown,
      events: 0,
      meetings: 0,
      pointwiseEvents: 0,
      zeros: 0,
    };
  });
  return {
    add(image, layer, run) {
      const tally = tallies[layer];
      if (tally === undefined) return;
      tally.events += run.events;
      tally.meetings += run.meetings;
      tally.pointwiseEvents += run.pointwiseEvents;
      tally.zeros += run.zeros;
      const at = image * sizeOf(tally.plan.geometry.output);
      tally.output?.data.set(run.output(), at);
      tally.potentials?.data.set(run.potentials(), at);
    },
    result: () => resultOf(tallies, count),
  };
}

function keptLayers(plans: readonly LayerPlan[], kept: KeptLayers): ReadonlySet<string> {
  const names = plans.map((plan) => plan.layer.name);
  if (kept === 'all') return new Set(names);
  if (kept === 'last') return new Set(names.slice(-1));
  const unknown = kept.find((name) => !names.includes(name));
  if (unknown !== undefined) fail('simulate/unknown-layer', {}, unknown, names);
  return new Set(kept);
}

function resultOf(tallies: readonly Tally[], count: number): SimulationResult {
  const last = tallies.at(-1);
  const forward = last?.output ?? tensor(new Int32Array(0), [count, 0, 0, 0]);
  const predicts = last !== undefined && last.plan.spikeSteps === null;
  return {
    layers: tallies.map((tally) => layerResult(tally, count)),
    forward,
    predict: predicts ? predictLogits(last.plan, forward) : null,
  };
}

function layerResult(tally: Tally, count: number): LayerResult {
  const { plan, output, potentials } = tally;
  return {
    name: plan.layer.name,
    ...(tally.shown && output !== null && { output }),
    ...(potentials !== null && { potentials }),
    sparsity: tally.zeros / (count * sizeOf(plan.geometry.output)),
    events: tally.events,
    operations: operationsOf(
      { neurons: plan.neurons, isSeparable: plan.pointwise !== null },
      tally.meetings,
      tally.pointwiseEvents,
    ),
    denseOperations: count * plan.denseOperations,
  };
}

/**
 * Logits of a layer without activation, comparable between neurons whose scales differ.
 *     logit = float32(float32(potential - threshold) / actStep)
 * @param potentials  int32 (n, x, y, c)
 * @returns float32, same shape; equal to the reference runtime to the bit (997 random neurons compared)
 */
function predictLogits(
  { threshold, actStep, neurons }: LayerPlan,
  potentials: Tensor<Int32Array>,
): Tensor {
  const logits = Float32Array.from(potentials.data, (potential, i) => {
    const n = i % neurons;
    const distance = (potential - (threshold[n] ?? 0)) | 0;
    return Math.fround(distance) / (actStep[n] ?? 1);
  });
  return tensor(logits, potentials.shape);
}
