import type { AkidaModel } from './model.ts';

/** Bytes of a threshold (int32) and of a step (float32). */
const WORD = 4;

/**
 * What the numbers of a converted network take when every weight takes its bits and nothing else:
 *     sum over layers of weights * weightBits / 8  +  4 * (thresholds + steps)        bytes, rounded up a layer
 * It says how much there is to hold. The .fbz gives every weight a byte and packs the whole; what a chip adds to run it is its own.
 */
export function packedSize({ layers }: AkidaModel): number {
  let bytes = 0;
  for (const layer of layers) {
    if (layer.kind === 'InputData') continue;
    const pointwise = layer.kind === 'SeparableConvolutional' ? layer.weightsPw.length : 0;
    bytes += Math.ceil(((layer.weights.length + pointwise) * layer.weightBits) / 8);
    bytes += WORD * (layer.threshold.length + layer.actStep.length);
  }
  return bytes;
}
