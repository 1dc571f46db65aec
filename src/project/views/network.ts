import type { AkidaModel } from '../../core/akida/model.ts';
import { geometryOf } from '../../core/akida/shapes.ts';
import type { LayerResult } from '../../core/simulate/engine.ts';
import { akida1 } from '../../core/targets/akida1.ts';
import type { AkidaKind } from './graphView.ts';

/** What the page needs to know about a layer of the converted network to show its spikes. */
export interface NetworkLayerView {
  readonly name: string;
  readonly kind: AkidaKind;
  /** (x, y, c) behind pooling; x is the first Keras axis: a row of the picture. */
  readonly outputShape: readonly [number, number, number];
  /** The largest spike, 2^bits - 1; null for a head, which gives raw potentials. */
  readonly largestSpike: number | null;
  /** Per channel, int32. */
  readonly threshold: Int32Array;
  /** Per channel, float32: potential per level, times 2^bits / 16. */
  readonly actStep: Float32Array;
}

/** The converted network as the page shows its runs. */
export interface NetworkView {
  readonly input: {
    readonly shape: readonly [number, number, number];
    /** `image`: uint8 pixels. `sparse`: values of few bits, mostly zero. */
    readonly kind: 'image' | 'sparse';
    readonly largest: number;
  };
  /** The neural layers in order; an InputData layer is not among them. */
  readonly layers: readonly NetworkLayerView[];
}

/** Describes a converted network for views that show its runs. */
export function describeNetwork(model: AkidaModel): NetworkView {
  const geometry = geometryOf(model);
  const [first] = model.layers;
  const isSparse = first?.kind === 'InputData';
  const inputBits = isSparse ? first.inputBits : akida1.pixelBits;
  return {
    input: {
      shape: geometry[0]?.input ?? [0, 0, 0],
      kind: isSparse ? 'sparse' : 'image',
      largest: 2 ** inputBits - 1,
    },
    layers: model.layers.flatMap((layer, i): NetworkLayerView[] => {
      if (layer.kind === 'InputData') return [];
      const { name, kind, activation, actBits, threshold, actStep } = layer;
      const outputShape = geometry[i]?.output ?? [0, 0, 0];
      const largestSpike = activation ? 2 ** actBits - 1 : null;
      return [{ name, kind, outputShape, largestSpike, threshold, actStep }];
    }),
  };
}

/** What one layer did in a run, all inputs together. See LayerResult of core/simulate. */
export interface LayerActivity {
  readonly name: string;
  /** False for a head: it gives potentials, and its sparsity says nothing. */
  readonly spikes: boolean;
  /** Share of zeros in the output, 0 .. 1. */
  readonly sparsity: number;
  readonly events: number;
  readonly operations: number;
  readonly denseOperations: number;
}

/** What a layer did in a run, without its arrays. */
export function activityOf(
  { name, sparsity, events, operations, denseOperations }: LayerResult,
  { layers }: AkidaModel,
): LayerActivity {
  const layer = layers.find((other) => other.name === name);
  const spikes = layer !== undefined && layer.kind !== 'InputData' && layer.activation;
  return { name, spikes, sparsity, events, operations, denseOperations };
}
