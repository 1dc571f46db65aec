import type { QuantizerConfig } from '../../layers/quantizerParam.ts';
import { kernelScaleFactor } from '../../quantizers/quantizeKernel.ts';
import { weightQuantizer } from '../../quantizers/index.ts';
import type { Tensor } from '../../tensor/tensor.ts';

/** Ends of the stretched sigmoid; the weight of the rounding loss. @source Nagel et al., section 3.2 and cnn2snn 2.3.6 adaround.py */
const GAMMA = -0.1;
const ZETA = 1.1;
const ROUNDING_WEIGHT = 0.01;

/** A kernel whose every weight may still go up or down. */
export interface Rounding {
  /** Continuous variables that decide, one a weight; changed by the optimizer. */
  readonly alpha: Float32Array;
  /** The kernel that they stand for: clip(floor(w * sf) + h(alpha), min, max) / sf. */
  readonly kernel: () => Float32Array;
  /** Gradient of alpha: of the kernel's upstream gradient, and of the rounding loss at `beta`. */
  readonly gradient: (upstream: Float32Array, beta: number) => Float32Array;
  /** 0.01 * sum(1 - |2 h(alpha) - 1|^beta): zero once every weight has decided. */
  readonly loss: (beta: number) => number;
  /** Weights that have not decided. */
  readonly undecided: () => number;
}

/**
 * Starts a rounding at the real weights: h(alpha) = w * sf - floor(w * sf), with
 *     h(alpha) = clip(sigmoid(alpha) * 1.2 - 0.1, 0, 1)
 * @param layer names the layer in errors
 * @throws StudioError quantize/...
 * @source Nagel et al., Up or Down? Adaptive Rounding for Post-Training Quantization, https://arxiv.org/abs/2004.10568;
 *         cnn2snn 2.3.6 calibration/adaround.py (Apache-2.0)
 */
export function startRounding(kernel: Tensor, config: QuantizerConfig, layer: string): Rounding {
  const scaleFactor = kernelScaleFactor(kernel, config, layer);
  const [min, max] = weightQuantizer(config.className)?.range(config.bits) ?? [0, 0];
  const scaled = kernel.data.map((weight, i) => weight * factorOf(scaleFactor, i));
  const floor = scaled.map(Math.floor);
  const alpha = scaled.map((value, i) => {
    const decimals = value - (floor[i] as number);
    return -Math.log((ZETA - GAMMA) / (decimals - GAMMA) - 1);
  });
  const decimalsOf = (i: number) => clip(stretched(alpha[i] as number), 0, 1);
  return {
    alpha,
    kernel: () =>
      alpha.map((_, i) => {
        const level = clip((floor[i] as number) + decimalsOf(i), min, max);
        const factor = factorOf(scaleFactor, i);
        return factor === 0 ? 0 : level / factor;
      }),
    gradient: (upstream, beta) =>
      alpha.map((value, i) => {
        const raw = stretched(value);
        if (raw < 0 || raw > 1) return 0;
        const sigmoid = 1 / (1 + Math.exp(-value));
        const slope = (ZETA - GAMMA) * sigmoid * (1 - sigmoid);
        const level = (floor[i] as number) + raw;
        const factor = factorOf(scaleFactor, i);
        const passes = level >= min && level <= max && factor !== 0;
        const fromKernel = passes ? (upstream[i] as number) / factor : 0;
        return (fromKernel + roundingSlope(raw, beta)) * slope;
      }),
    loss: (beta) => {
      let sum = 0;
      for (let i = 0; i < alpha.length; i++) sum += 1 - Math.abs(2 * decimalsOf(i) - 1) ** beta;
      return ROUNDING_WEIGHT * sum;
    },
    undecided: () => alpha.filter((_, i) => decimalsOf(i) > 0 && decimalsOf(i) < 1).length,
  };
}

const factorOf = (factors: Float32Array, i: number) => factors[i % factors.length] as number;

const stretched = (alpha: number) => (ZETA - GAMMA) / (1 + Math.exp(-alpha)) + GAMMA;

const clip = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

/** d/dh of 0.01 * (1 - |2h - 1|^beta). */
function roundingSlope(h: number, beta: number): number {
  const distance = 2 * h - 1;
  return -ROUNDING_WEIGHT * beta * Math.abs(distance) ** (beta - 1) * Math.sign(distance) * 2;
}
