import type { MappedLayer, Mapping } from '../map/mapModel.ts';
import type { LayerResult } from '../simulate/engine.ts';
import { sizeOf } from '../tensor/tensor.ts';

/** What inputs do in a network. */
export interface Activity {
  /** How many inputs the mean is over. */
  readonly inputs: number;
  /** Layer name to the mean of the non-zero values that enter it in one inference. */
  readonly events: ReadonlyMap<string, number>;
}

/**
 * The mean activity of a run.
 * @param layers  what `simulate` counted, over all inputs of the run
 * @param inputs  how many they were
 * @example activityOfRun((await simulate(network, images)).layers, images.shape[0])
 */
export function activityOfRun(
  layers: readonly Pick<LayerResult, 'name' | 'events'>[],
  inputs: number,
): Activity {
  return { inputs, events: new Map(layers.map(({ name, events }) => [name, events / inputs])) };
}

/**
 * Activity of a network in which every layer's inputs have the same density.
 * @param density  share of values that are not zero, 0 .. 1; at 1 no network can cost more
 */
export function uniformActivity({ layers }: Pick<Mapping, 'layers'>, density: number): Activity {
  return {
    inputs: 1,
    events: new Map(layers.map((layer) => [layer.name, valuesInto(layer) * density])),
  };
}

/**
 * The activity if every layer had more zeros, to ask what that would bring.
 *     events' = max(0, events - points / 100 * values that enter the layer)
 * The network's own input stays as it is: it is not the network that makes it sparse.
 * @param points  percentage points of sparsity, say 10; negative for fewer zeros
 */
export function sparserActivity(
  { layers }: Pick<Mapping, 'layers'>,
  activity: Activity,
  points: number,
): Activity {
  const [first] = layers;
  const events = new Map(activity.events);
  for (const layer of layers) {
    const counted = events.get(layer.name);
    if (layer === first || counted === undefined) continue;
    const values = valuesInto(layer);
    const fewer = counted - (points / 100) * values;
    // What was counted stands, whatever the map holds.
    events.set(layer.name, Math.min(Math.max(values, counted), Math.max(0, fewer)));
  }
  return { inputs: activity.inputs, events };
}

function valuesInto({ input }: MappedLayer): number {
  return sizeOf(input);
}
