import { isJsonObject } from '../ir/json.ts';
import type { LayerNode } from '../ir/graph.ts';
import { batchNormalization } from '../layers/batchNormalization.ts';
import { isLayer } from '../layers/define.ts';
import { isNeural, isRelu } from '../layers/layerGroups.ts';
import { defineRule } from './define.ts';

/** Numbers of another width than ours, which the toolkit would compute kernels, steps and thresholds with. */
const OTHER_PRECISIONS: ReadonlySet<unknown> = new Set(['float64', 'float16']);

/**
 * The toolkit computes scale factors and steps in the numbers that the layer holds, so that those of a float64 or float16 layer differ from
 * the float32 ones in their last bits. Mixed precision keeps its weights in float32 and converts. Keras 3 files are no input of the toolkit:
 * they count as the float32 model that is made of them.
 */
export const floatPrecision = defineRule({
  id: 'float-precision',
  level: 'design',
  severity: 'error',
  title: 'Weights are not float32',
  source: 'docs/reference/compatibility.md#float-precision; cnn2snn 2.3.6 quantization_ops.py',
  doc: 'Layers hold float32 numbers (dtype float32, mixed_float16 or mixed_bfloat16): what is rounded from others differs in its last bits.',
  check: ({ graph }) => {
    if (graph.kerasVersion?.startsWith('3')) return [];
    const found = graph.layers.filter(
      (node) => rounds(node) && OTHER_PRECISIONS.has(dtypeOf(node)),
    );
    const [first, ...more] = found;
    if (!first) return [];
    const also = more.length === 0 ? '' : ` (${found.length} layers are)`;
    const dtype = String(dtypeOf(first));
    return [
      {
        layer: first.name,
        message: `Layer "${first.name}" is ${dtype}${also}: the toolkit would round its steps in ${dtype}, and the studio computes in float32.`,
        expected: 'float32, mixed_float16 or mixed_bfloat16',
        received: dtype,
        hint: `Build the model again under tf.keras.mixed_precision.set_global_policy('float32') and give it the weights: \`new.set_weights(model.get_weights())\`.`,
      },
    ];
  },
});

/** Layers whose numbers conversion rounds. */
function rounds(node: LayerNode): boolean {
  return isNeural(node) || isRelu(node) || isLayer(node, batchNormalization);
}

/** Name of a layer's dtype policy. */
function dtypeOf({ serialized: { dtype } }: LayerNode): unknown {
  if (!isJsonObject(dtype)) return dtype;
  return isJsonObject(dtype['config']) ? dtype['config']['name'] : undefined;
}
