import type { ChipKind } from '../layers/define.ts';
import type { Padding } from '../tensor/window.ts';
import {
  inputBitsOf,
  neuronsOf,
  type AkidaModel,
  type AkidaPooling,
  type NeuralAkidaLayer,
} from './model.ts';
import { geometryOf, type LayerGeometry } from './shapes.ts';

/** What a converted layer is to the chip: its window, its maps and its bits. A dense layer has a window of one cell. */
export interface ConvertedLayer extends Pick<LayerGeometry, 'input' | 'convolution'> {
  readonly name: string;
  readonly kind: ChipKind;
  readonly layer: NeuralAkidaLayer;
  readonly kernelSize: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: Padding;
  readonly filters: number;
  readonly pooling: AkidaPooling;
  /** Of what comes in. */
  readonly inputBits: number;
  readonly weightBits: number;
  /** False: it gives its potentials, no spikes. */
  readonly activates: boolean;
}

/** The neural layers of a converted network as the chip sees them, in order. */
export function convertedLayers(model: AkidaModel): readonly ConvertedLayer[] {
  const geometry = geometryOf(model);
  return model.layers.flatMap((layer, i) => {
    if (layer.kind === 'InputData') return [];
    const { input, convolution } = geometry[i] ?? NOWHERE;
    const { name, kind, weightBits, activation } = layer;
    return {
      ...{ name, kind, layer, input, convolution, ...windowOf(layer) },
      ...{ filters: neuronsOf(layer), weightBits, activates: activation },
      inputBits: inputBitsOf(model, i),
    };
  });
}

const NOWHERE: Pick<LayerGeometry, 'input' | 'convolution'> = {
  input: [0, 0, 0],
  convolution: [0, 0, 0],
};

type Window = Pick<ConvertedLayer, 'kernelSize' | 'strides' | 'padding' | 'pooling'>;

const ONE_CELL: Window = {
  kernelSize: [1, 1],
  strides: [1, 1],
  padding: 'valid',
  pooling: { type: 'none' },
};

function windowOf(layer: NeuralAkidaLayer): Window {
  if (layer.kind === 'FullyConnected') return ONE_CELL;
  const { kernelSize, strides, padding, pooling } = layer;
  return { kernelSize, strides, padding, pooling };
}
