import { neuronsOf, type AkidaModel, type NeuralAkidaLayer } from '../../akida/model.ts';
import { geometryOf } from '../../akida/shapes.ts';
import { PIXEL_BITS } from '../../analysis/chipPlan.ts';
import type { HardwareLayer } from './hardwareLayer.ts';

/** The layers of a converted model as the chip sees them. */
export function hardwareLayersOfAkida(model: AkidaModel): readonly HardwareLayer[] {
  const geometry = geometryOf(model);
  const layers: HardwareLayer[] = [];
  let eventBits: number | null = null;
  for (const [i, layer] of model.layers.entries()) {
    if (layer.kind === 'InputData') {
      eventBits = layer.inputBits;
      continue;
    }
    const previous: HardwareLayer | null = layers.at(-1) ?? null;
    const firstBits = layer.kind === 'InputConvolutional' ? PIXEL_BITS : eventBits;
    layers.push({
      name: layer.name,
      kind: layer.kind,
      input: geometry[i]?.input ?? null,
      convolution: geometry[i]?.convolution ?? null,
      ...windowOf(layer),
      inputBits: previous ? previous.activationBits : firstBits,
      weightBits: layer.weightBits,
      activation: layer.activation,
      activationBits: layer.activation ? layer.actBits : null,
      converted: layer,
      hasZeroKernel: hasZeroKernel(layer),
      isFirst: previous === null,
      previous,
      isLast: i === model.layers.length - 1,
    });
  }
  return layers;
}

type Window = Pick<HardwareLayer, 'kernelSize' | 'strides' | 'padding' | 'filters' | 'pooling'>;

function windowOf(layer: NeuralAkidaLayer): Window {
  const filters = neuronsOf(layer);
  if (layer.kind === 'FullyConnected') {
    return {
      kernelSize: [1, 1],
      strides: [1, 1],
      padding: 'valid',
      filters,
      pooling: { type: 'none' },
    };
  }
  const { kernelSize, strides, padding, pooling } = layer;
  return { kernelSize, strides, padding, filters, pooling };
}

function hasZeroKernel(layer: NeuralAkidaLayer): boolean {
  const kernels =
    layer.kind === 'SeparableConvolutional' ? [layer.weights, layer.weightsPw] : [layer.weights];
  return kernels.some((kernel) => kernel.every((weight) => weight === 0));
}
