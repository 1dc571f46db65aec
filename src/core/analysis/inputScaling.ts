import { invariant } from '../errors/diagnostic.ts';
import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { isLayer } from '../layers/define.ts';
import { rescaling } from '../layers/rescaling.ts';

/** akida_input = scale * keras_input + shift. */
export type InputScaling = readonly [scale: number, shift: number];

/**
 * The scaling that a Rescaling layer stands for: (1 / scale, -offset / scale). A layer with one factor per channel has
 * none the chip could hold.
 * @source docs/reference/integer-semantics.md#input-scaling
 */
export function scalingOfRescaling(node: LayerNode): InputScaling | 'per-channel' {
  invariant(isLayer(node, rescaling), `${node.className} is not Rescaling`);
  const { scale, offset } = node.config;
  if (typeof scale !== 'number' || typeof offset !== 'number') return 'per-channel';
  return [1 / scale, offset === 0 ? 0 : -offset / scale];
}

/** Whether a model takes pixels and scales them itself. */
export function scalesItself({ layers }: ModelGraph): boolean {
  return layers.some((node) => isLayer(node, rescaling));
}

/** The input scaling of a checked model: the Rescaling layer's, else the one asked for, else (1, 0). */
export function inputScalingOf(graph: ModelGraph, asked: InputScaling | undefined): InputScaling {
  const node = graph.layers.find((layer) => isLayer(layer, rescaling));
  const own = node && scalingOfRescaling(node);
  invariant(own !== 'per-channel', 'the rules let a Rescaling layer per channel through');
  return own ?? asked ?? [1, 0];
}
