import { neuronsOf, type AkidaLayer, type NeuralAkidaLayer } from '../akida/model.ts';
import { roundHalfEven } from '../tensor/floats.ts';

const { fround } = Math;

/** Bits of the registers of a layer that sees pixels, and of any other. @source cnn2snn 2.19 transforms/act_step_equalization.py (Apache-2.0) */
const LIMITS = {
  pixels: { step: 2 ** 20 - 1, threshold: 2 ** 23 - 1 },
  spikes: { step: 2 ** 16 - 1, threshold: 2 ** 19 - 1 },
} as const;

/** Bits of a full spike, on whose sixteenths steps count. */
const STEP_BITS = 4;

/**
 * Brings steps and thresholds into the registers of the chip, as the toolkit 2.19 does after a conversion. A step above its limit
 * becomes the limit, the part of the threshold that comes from it follows, and the next layer's weights of that channel are
 * divided by as much, rounded down:
 *     threshold += round((limit - step) / 2) / 2^(bits - 4)         weights[.., c, ..] = floor(weights / (step / limit))
 * The last layer stays as it is. Every layer before it that fits does, too.
 * @source docs/reference/integer-semantics.md#quantizeml
 */
export function limitSteps(layers: readonly AkidaLayer[]): readonly AkidaLayer[] {
  const result = [...layers];
  for (let i = 0; i + 1 < result.length; i++) {
    const [layer, next] = [result[i], result[i + 1]];
    if (!layer || !next || layer.kind === 'InputData' || next.kind === 'InputData') continue;
    const limit = limitsOf(layer).step;
    if (!layer.actStep.some((step) => step > limit)) continue;
    const ratios = layer.actStep.map((step) => (step > limit ? step / limit : 1));
    result[i] = withSteps(layer, limit);
    result[i + 1] = divided(next, ratios);
  }
  return result.map((layer, i) => (i + 1 < result.length ? withThresholds(layer) : layer));
}

/** Whether the registers cut a step or a threshold of a layer: then it gives what they leave, and the one behind it reads other weights. */
export function isCutByRegisters(layer: NeuralAkidaLayer): boolean {
  const limits = limitsOf(layer);
  return layer.actStep.includes(limits.step) || layer.threshold.includes(limits.threshold);
}

function limitsOf({ kind }: NeuralAkidaLayer) {
  return kind === 'InputConvolutional' ? LIMITS.pixels : LIMITS.spikes;
}

function withSteps(layer: NeuralAkidaLayer, limit: number): NeuralAkidaLayer {
  const part = 2 ** (layer.actBits - STEP_BITS);
  const threshold = layer.threshold.map((value, n) => {
    const step = layer.actStep[n] ?? 0;
    if (!layer.activation || step <= limit) return value;
    return value + Math.trunc(roundHalfEven(fround(limit - step) / 2) / part);
  });
  return { ...layer, threshold, actStep: layer.actStep.map((step) => Math.min(step, limit)) };
}

/** Weights of the channels that now come in larger; a dense layer has its rows channel by channel. */
function divided(layer: NeuralAkidaLayer, ratios: Float32Array): NeuralAkidaLayer {
  const outputs = layer.kind === 'SeparableConvolutional' ? 1 : neuronsOf(layer);
  const rows = layer.kind === 'FullyConnected' ? layer.weights.length / outputs / ratios.length : 1;
  const weights = layer.weights.map((weight, i) => {
    const channel = Math.floor(i / outputs / rows) % ratios.length;
    return Math.floor(weight / (ratios[channel] ?? 1));
  });
  return { ...layer, weights };
}

function withThresholds(layer: AkidaLayer): AkidaLayer {
  if (layer.kind === 'InputData') return layer;
  const limit = limitsOf(layer).threshold;
  if (!layer.threshold.some((value) => value > limit)) return layer;
  return { ...layer, threshold: layer.threshold.map((value) => Math.min(value, limit)) };
}
