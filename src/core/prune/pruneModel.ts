import type { AkidaModel, NeuralAkidaLayer } from '../akida/model.ts';
import { checkRunnable } from '../simulate/checkSimulation.ts';
import { planLayers, type LayerPlan } from '../simulate/layerPlan.ts';
import { inputBounds, outputBounds, potentialBounds, type ChannelBounds } from './channelBounds.ts';
import { constantShares, type ConstantChannel } from './constantChannels.ts';
import { withInputs, withNeurons } from './withoutChannels.ts';

/** What was taken out of one layer, and why; numbers of its neurons as the model had them. */
export interface PrunedLayer {
  readonly layer: string;
  /** No input makes them fire. */
  readonly silent: readonly number[];
  /** The next layer has only zero weights for them. */
  readonly unread: readonly number[];
  /** They fire the same whatever the input is: the next layer's thresholds hold what they added. */
  readonly constant: readonly number[];
  /** Neurons that the layer had. */
  readonly neurons: number;
}

/** A smaller network that computes the same. */
export interface PrunedModel {
  readonly model: AkidaModel;
  /** Layers that lost neurons, in order. */
  readonly pruned: readonly PrunedLayer[];
}

/**
 * Takes neurons out of a converted network that its outputs do not depend on. For every input the outputs are the same integers:
 *   - a neuron whose largest possible potential is not above its threshold is 0 for every input, and adds nothing to the next layer;
 *   - one that the next layer has only zero weights for adds nothing either;
 *   - one that fires the same value for every input adds a constant, which the thresholds of the next layer can hold, as long as every window
 *     sees it (no padding) and no sum on the way saturates.
 * One neuron of a layer stays in any case. The last layer keeps all: they are the outputs.
 * @throws StudioError simulate/* for a model whose parts do not fit together
 * @source docs/reference/integer-semantics.md#neurons-that-can-go
 */
export function pruneModel(model: AkidaModel): PrunedModel {
  checkRunnable(model);
  const names = new Map<string, readonly number[]>();
  const gone = new Map<string, Removed>();
  let current = model;
  for (;;) {
    const next = pruneOnce(current, names, gone);
    if (next === null) break;
    current = next;
  }
  const pruned = model.layers.flatMap((layer): PrunedLayer[] => {
    const removed = gone.get(layer.name);
    return removed ? [{ layer: layer.name, ...removed }] : [];
  });
  return { model: current, pruned };
}

type Removed = Omit<PrunedLayer, 'layer'>;

/**
 * Takes out of one layer what can go, the first that has anything. Removing changes what others can do: a layer that lost inputs may have more
 * silent neurons, and read less of the layer before.
 * @param names  of layers that have changed, the neurons they have left, as the model numbered them
 * @returns null where nothing can go
 */
function pruneOnce(
  model: AkidaModel,
  names: Map<string, readonly number[]>,
  gone: Map<string, Removed>,
): AkidaModel | null {
  const plans = planLayers(model);
  let input: ChannelBounds | null = null;
  for (const [i, plan] of plans.entries()) {
    const bounds: ChannelBounds = input ?? inputBounds(plan);
    const output = outputBounds(plan, potentialBounds(plan, bounds));
    const next = plans[i + 1];
    input = output;
    if (!next) return null;
    const found = removable(output, next);
    if (found.all.size === 0) continue;
    const numbers = names.get(plan.layer.name) ?? indices(plan.neurons);
    const kept = indices(plan.neurons).filter((n) => !found.all.has(n));
    names.set(
      plan.layer.name,
      kept.map((n) => numbers[n] ?? n),
    );
    const before = gone.get(plan.layer.name);
    const told = (of: 'silent' | 'unread' | 'constant') =>
      [...(before?.[of] ?? []), ...found[of].map((n) => numbers[n] ?? n)].sort((a, b) => a - b);
    gone.set(plan.layer.name, {
      silent: told('silent'),
      unread: told('unread'),
      constant: told('constant'),
      neurons: before?.neurons ?? plan.neurons,
    });
    return replaced(model, plan, next, { kept, thresholds: found.thresholds });
  }
  return null;
}

/** What can go of a layer's neurons. */
interface Removable extends Omit<Removed, 'neurons'> {
  readonly all: ReadonlySet<number>;
  /** Thresholds that the next layer then has. */
  readonly thresholds: Int32Array;
}

function removable(output: ChannelBounds, next: LayerPlan): Removable {
  const channels = indices(output.high.length);
  const read = readChannels(next);
  const silent = channels.filter((n) => output.high[n] === 0 && output.low[n] === 0);
  const unread = channels.filter((n) => !read[n] && !silent.includes(n));
  const others = channels.filter((n) => !silent.includes(n) && !unread.includes(n));
  const always: readonly ConstantChannel[] = others
    .filter((n) => output.low[n] === output.high[n])
    .map((channel) => ({ channel, value: output.high[channel] ?? 0 }));
  // A layer must have a neuron: one that could go stays where all could.
  const isAll = always.length === others.length;
  const shares = constantShares(next, output, isAll ? always.slice(1) : always);
  const constant = shares.channels;
  const spared = others.length === 0 ? (silent[0] ?? unread[0]) : null;
  const found = {
    silent: silent.filter((n) => n !== spared),
    unread: unread.filter((n) => n !== spared),
    constant,
  };
  const all = new Set([...found.silent, ...found.unread, ...found.constant]);
  return { ...found, all, thresholds: shares.thresholds };
}

function replaced(
  model: AkidaModel,
  plan: LayerPlan,
  next: LayerPlan,
  change: { readonly kept: readonly number[]; readonly thresholds: Int32Array },
): AkidaModel {
  const smaller = (layer: NeuralAkidaLayer): NeuralAkidaLayer => {
    if (layer === plan.layer) return withNeurons(layer, change.kept);
    if (layer !== next.layer) return layer;
    const threshold = change.thresholds;
    return { ...withInputs(layer, plan.neurons, change.kept), threshold };
  };
  const layers = model.layers.map((layer) => (layer.kind === 'InputData' ? layer : smaller(layer)));
  return { ...model, layers };
}

/** Which channels a layer has a weight for that is not zero. */
function readChannels(plan: LayerPlan): readonly boolean[] {
  const channels = plan.geometry.input[2];
  const { kernel, pointwise, neurons } = plan;
  const read = new Array<boolean>(channels).fill(false);
  const width = pointwise === null ? neurons : 1;
  kernel.forEach((w, i) => {
    if (w !== 0) read[Math.floor(i / width) % channels] = true;
  });
  if (pointwise === null) return read;
  const used = new Array<boolean>(channels).fill(false);
  pointwise.forEach((w, i) => {
    if (w !== 0) used[Math.floor(i / neurons)] = true;
  });
  return read.map((isRead, c) => isRead && used[c] === true);
}

const indices = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);
