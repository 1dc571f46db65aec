import { neuronsOf, type NeuralAkidaLayer } from '../akida/model.ts';

/** A layer without some of its neurons. @param kept  the ones that stay, in order */
export function withNeurons(layer: NeuralAkidaLayer, kept: readonly number[]): NeuralAkidaLayer {
  const neurons = neuronsOf(layer);
  const columns = (weights: Int8Array) => selected(weights, neurons, kept);
  const activation = {
    threshold: Int32Array.from(kept, (n) => layer.threshold[n] ?? 0),
    actStep: Float32Array.from(kept, (n) => layer.actStep[n] ?? 0),
  };
  switch (layer.kind) {
    case 'FullyConnected':
      return { ...layer, ...activation, units: kept.length, weights: columns(layer.weights) };
    case 'SeparableConvolutional':
      return { ...layer, ...activation, filters: kept.length, weightsPw: columns(layer.weightsPw) };
    default:
      return { ...layer, ...activation, filters: kept.length, weights: columns(layer.weights) };
  }
}

/**
 * A layer that reads fewer channels.
 * @param channels  number of channels that it reads now
 * @param kept  the ones that stay, in order
 */
export function withInputs(
  layer: NeuralAkidaLayer,
  channels: number,
  kept: readonly number[],
): NeuralAkidaLayer {
  const neurons = neuronsOf(layer);
  switch (layer.kind) {
    // Rows are channel first: all cells of a channel lie together.
    case 'FullyConnected': {
      const rows = layer.weights.length / channels;
      return { ...layer, weights: blocksOf(layer.weights, rows, kept) };
    }
    case 'SeparableConvolutional':
      return {
        ...layer,
        weights: selected(layer.weights, channels, kept),
        weightsPw: blocksOf(layer.weightsPw, neurons, kept),
      };
    default:
      return {
        ...layer,
        weights: selectedBlocks(layer.weights, { channels, size: neurons }, kept),
      };
  }
}

/** Columns of rows of `width`. */
function selected(values: Int8Array, width: number, kept: readonly number[]): Int8Array {
  return selectedBlocks(values, { channels: width, size: 1 }, kept);
}

/** Blocks of `size`, by number. */
function blocksOf(values: Int8Array, size: number, kept: readonly number[]): Int8Array {
  return selectedBlocks(values, { channels: values.length / size, size }, kept);
}

/** Of every row of `channels` blocks of `size` values, the kept blocks. */
function selectedBlocks(
  values: Int8Array,
  { channels, size }: { readonly channels: number; readonly size: number },
  kept: readonly number[],
): Int8Array {
  const rows = values.length / (channels * size);
  const result = new Int8Array(rows * kept.length * size);
  for (let row = 0, to = 0; row < rows; row++) {
    for (const c of kept) {
      const from = (row * channels + c) * size;
      result.set(values.subarray(from, from + size), to);
      to += size;
    }
  }
  return result;
}
