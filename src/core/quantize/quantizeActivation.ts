import { fail } from '../errors/diagnostic.ts';
import type { LayerNode } from '../ir/graph.ts';
import { isLayer } from '../layers/define.ts';
import { quantizedReLU } from '../layers/quantizedReLU.ts';
import { relu } from '../layers/relu.ts';
import { activationGrid, quantizedReLUGrid } from '../layers/activationStep.ts';

/** Bitwidths a quantized activation can have; conversion takes 1, 2 and 4 of them. @source cnn2snn 2.3.6 quantization.py */
const MAX_BITS = 8;

/**
 * ReLU(max_value = m) becomes QuantizedReLU(bits, m), m defaulting to 2^bits - 1; a quantized activation gets other bits,
 * its highest level staying where it is (an ActivationDiscreteRelu becomes a QuantizedReLU of the same height).
 * A ReLU with a threshold or a slope is left in float, as is every other layer: the rules report it.
 * @throws StudioError quantize/bad-bits, quantize/already-quantized
 */
export function quantizeActivation(node: LayerNode, bits: number): LayerNode {
  const grid = activationGrid(node);
  if (!grid && !isLayer(node, relu)) return node;
  if (!Number.isInteger(bits) || bits < 0 || bits > MAX_BITS) {
    fail(
      'quantize/bad-bits',
      { layer: node.name },
      'An activation',
      bits,
      '1 to 8 bits, or 0 for float',
    );
  }
  if (grid) {
    if (bits === 0) fail('quantize/already-quantized', { layer: node.name }, node.className);
    return withQuantizedReLU(node, bits, grid.maxValue);
  }
  if (bits === 0 || !isLayer(node, relu)) return node;
  const { threshold, negativeSlope, maxValue } = node.config;
  if (threshold !== 0 || negativeSlope !== 0) return node;
  return withQuantizedReLU(node, bits, maxValue ?? 2 ** bits - 1);
}

function withQuantizedReLU(node: LayerNode, bits: number, maxValue: number): LayerNode {
  const config = { bits, maxValue: quantizedReLUGrid(bits, maxValue).maxValue };
  return { ...node, className: quantizedReLU.className, config, serialized: keptKeys(node) };
}

function keptKeys({ serialized }: LayerNode): LayerNode['serialized'] {
  const { name, trainable, dtype } = serialized;
  return {
    ...(name === undefined ? {} : { name }),
    ...(trainable === undefined ? {} : { trainable }),
    ...(dtype === undefined ? {} : { dtype }),
  };
}
