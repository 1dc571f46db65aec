import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { isLayer } from '../layers/define.ts';
import { dropout } from '../layers/dropouts.ts';
import { flatten } from '../layers/flatten.ts';
import { reshape } from '../layers/reshape.ts';
import { softmax } from '../layers/softmax.ts';
import { sizeOf, type NumericArray, type Tensor } from '../tensor/tensor.ts';

/** How many classes so many outputs tell apart: a single one tells yes from no. */
export function classCountOf(outputs: number): number {
  return outputs === 1 ? 2 : outputs;
}

/** Activations that end in probabilities: a single output stands for yes above one half. */
const PROBABILITIES: readonly string[] = ['sigmoid', 'hard_sigmoid', 'softmax'];

/**
 * The value above which a single output of a Keras model stands for class 1: 0.5 behind a sigmoid, 0 for a logit. A converted network
 * has no sigmoid: its potentials are logits.
 * @source tf.keras.metrics.BinaryAccuracy: y_pred > threshold, 0.5 for probabilities; Keras' own advice for logits is 0
 */
export function thresholdOf({ layers, outputs }: ModelGraph): number {
  const named = (name: string | undefined) => layers.find((layer) => layer.name === name);
  let node = named(outputs[0]?.layer);
  while (node && leavesValues(node)) node = named(node.calls[0]?.[0]?.layer);
  if (!node) return 0;
  const { activation } = node.config as { readonly activation?: unknown };
  const isProbability = typeof activation === 'string' && PROBABILITIES.includes(activation);
  return isProbability || isLayer(node, softmax) ? 0.5 : 0;
}

/** Whether a layer at the end gives the values of the one before, in whatever shape. */
function leavesValues(node: LayerNode): boolean {
  return isLayer(node, flatten) || isLayer(node, reshape) || isLayer(node, dropout);
}

/**
 * The class of each sample: the place of its largest output, the first of equals; of a single output, 1 where it is above the threshold.
 * @param outputs  [samples, classes], or [samples, 1, 1, classes]
 * @param threshold  of a single output; default 0, as for logits and potentials
 * @returns int32 [samples]; null when the outputs are not one vector a sample
 */
export function topClasses(
  { shape, data }: Tensor<NumericArray>,
  threshold = 0,
): Int32Array | null {
  const [samples = 0] = shape;
  const outputs = shape.at(-1) ?? 0;
  if (sizeOf(shape) !== samples * outputs) return null;
  const best = new Int32Array(samples);
  for (let i = 0; i < samples; i++) {
    if (outputs === 1) {
      best[i] = (data[i] ?? 0) > threshold ? 1 : 0;
      continue;
    }
    let largest = -Infinity;
    for (let c = 0; c < outputs; c++) {
      const value = data[i * outputs + c] ?? -Infinity;
      if (value <= largest) continue;
      largest = value;
      best[i] = c;
    }
  }
  return best;
}
