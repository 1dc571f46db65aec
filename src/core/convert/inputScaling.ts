import { fail } from '../errors/diagnostic.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { isLayer } from '../layers/define.ts';
import { rescaling } from '../layers/rescaling.ts';

/** akida_input = scale * keras_input + shift. */
export type InputScaling = readonly [scale: number, shift: number];

/** The scaling that a Rescaling layer stands for: (1 / scale, -offset / scale); null without one. */
export function rescalingOf(graph: ModelGraph): InputScaling | null {
  const node = graph.layers.find((layer) => isLayer(layer, rescaling));
  if (!isLayer(node, rescaling)) return null;
  const { scale, offset } = node.config;
  if (typeof scale !== 'number' || typeof offset !== 'number') {
    fail('convert/rescaling-per-channel', { layer: node.name });
  }
  // Adding 0 turns the -0 of an offset of 0 into 0.
  return [1 / scale, -offset / scale + 0];
}

/**
 * The input scaling of a conversion: the Rescaling layer's or the one asked for, (1, 0) without either.
 * @throws StudioError convert/two-scalings, convert/scale-not-positive, convert/shift-on-sparse-input,
 *         convert/rescaling-per-channel
 * @source reference/integer-semantics.md, convert()
 */
export function resolveInputScaling(
  graph: ModelGraph,
  asked: InputScaling | undefined,
  inputIsImage: boolean,
): InputScaling {
  const own = rescalingOf(graph);
  if (own && asked) fail('convert/two-scalings', {}, asked);
  const scaling = own ?? asked ?? [1, 0];
  if (!(scaling[0] > 0) || !Number.isFinite(scaling[0])) {
    fail('convert/scale-not-positive', {}, scaling[0]);
  }
  if (!inputIsImage && scaling[1] !== 0) fail('convert/shift-on-sparse-input', {}, scaling[1]);
  return scaling;
}
