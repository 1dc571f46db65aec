import { windowAxis } from '../tensor/window.ts';
import type { AkidaLayer, AkidaModel, NeuralAkidaLayer } from './model.ts';

/** Spatial size and channels (x, y, c) of one layer's input, convolution and output. */
export interface LayerGeometry {
  readonly input: readonly [number, number, number];
  /** Before pooling; equal to `output` where there is none. */
  readonly convolution: readonly [number, number, number];
  readonly output: readonly [number, number, number];
}

/** Geometry of every layer of a converted model, in order. InputData passes its shape through. */
export function geometryOf(model: AkidaModel): LayerGeometry[] {
  const geometry: LayerGeometry[] = [];
  let current: readonly [number, number, number] = [0, 0, 0];
  for (const layer of model.layers) {
    const input = 'inputShape' in layer ? layer.inputShape : current;
    const next = layerGeometry(layer, input);
    geometry.push(next);
    current = next.output;
  }
  return geometry;
}

/** Geometry of one layer on an input (x, y, c); layers that state their own input shape were given it. */
export function layerGeometry(
  layer: AkidaLayer,
  input: readonly [number, number, number],
): LayerGeometry {
  if (layer.kind === 'InputData') return { input, convolution: input, output: input };
  const convolution = convolutionShape(layer, input);
  return { input, convolution, output: pooledShape(layer, convolution) };
}

function convolutionShape(
  layer: NeuralAkidaLayer,
  input: readonly [number, number, number],
): readonly [number, number, number] {
  if (layer.kind === 'FullyConnected') return [1, 1, layer.units];
  const x = windowAxis(input[0], layer.kernelSize[0], layer.strides[0], layer.padding).output;
  const y = windowAxis(input[1], layer.kernelSize[1], layer.strides[1], layer.padding).output;
  return [x, y, layer.filters];
}

function pooledShape(
  layer: NeuralAkidaLayer,
  [x, y, c]: readonly [number, number, number],
): readonly [number, number, number] {
  if (layer.kind === 'FullyConnected' || layer.pooling.type === 'none') return [x, y, c];
  if (layer.pooling.type === 'globalAverage') return [1, 1, c];
  const { size, strides } = layer.pooling;
  return [
    windowAxis(x, size[0], strides[0], layer.padding).output,
    windowAxis(y, size[1], strides[1], layer.padding).output,
    c,
  ];
}
