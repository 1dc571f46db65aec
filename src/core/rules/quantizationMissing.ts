import { isLayer } from '../layers/define.ts';
import { relu } from '../layers/relu.ts';
import type { LayerNode } from '../ir/graph.ts';
import { defineRule, type Finding } from './define.ts';
import { isFloatNeural } from '../layers/layerGroups.ts';

/** A network of whole numbers has no place for a layer of floats in its midst. */
export const quantizationMissing = defineRule({
  id: 'quantization-missing',
  level: 'quantization',
  severity: 'error',
  title: 'Layer is still in float',
  source: 'docs/reference/compatibility.md#quantization-missing; cnn2snn 2.3.6 model_generator.py',
  doc: 'Conversion needs every neural layer and every ReLU quantized. A model without any quantized layer is simply not there yet: that is no error.',
  check: ({ graph, isQuantized }) => {
    const float = graph.layers.filter((node) => isFloatNeural(node) || isPlainRelu(node));
    if (isQuantized) return float.map(leftInFloat);
    const [first] = float;
    return first ? [notYet(first.name)] : [];
  },
});

/** A ReLU with a threshold or a slope cannot be quantized: relu-only tells it. */
function isPlainRelu(node: LayerNode): boolean {
  return isLayer(node, relu) && node.config.threshold === 0 && node.config.negativeSlope === 0;
}

function leftInFloat({ name, className }: LayerNode): Finding {
  const isActivation = className === relu.className;
  return {
    layer: name,
    message: `${className} "${name}" is not quantized, other layers are.`,
    expected: isActivation ? 'QuantizedReLU' : `Quantized${className}`,
    received: className,
    hint: `Quantize "${name}" to ${isActivation ? '1, 2 or 4' : '2, 4 or 8'} bits.`,
  };
}

function notYet(layer: string): Finding {
  return {
    layer,
    severity: 'info',
    message: 'The model is in float: nothing is quantized yet.',
    expected: 'quantized layers before conversion',
    received: 'float layers',
    hint: 'Quantize the model, for example with 8-bit input weights, 4-bit weights and 4-bit activations.',
  };
}
