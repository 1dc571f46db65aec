import * as tf from '@tensorflow/tfjs-core';
import {
  quantizedActivation,
  quantizedActivationGradient,
} from '../../qat/device/quantizedActivation.ts';
import { spikesOf } from '../../simulate/spikes.ts';
import { seededRandom } from '../random.ts';
import { largestDifference, largestRelativeError, type BackendCheck } from './check.ts';
import type { ActivationCase, QuantizerCase } from './gradientCases.ts';
import { invariant } from '../../errors/diagnostic.ts';
import { quantizeKernel } from '../../quantizers/quantizeKernel.ts';
import type { Backward } from '../../qat/stages/define.ts';
import { neuralStage } from '../../qat/stages/neuralStages.ts';
import { buildChain } from '../buildChain.ts';

/** The bound. */
const ACTIVATION_TOLERANCE = 1e-5;

/** Quantized activations: values and gradients equal the reference's, and spikes equal the simulator's to the integer. */
export function activationChecks(cases: readonly ActivationCase[]): readonly BackendCheck[] {
  return [
    ...cases.map((activation) => ({
      name: `activation ${activation.name}`,
      tolerance: ACTIVATION_TOLERANCE,
      error: () => activationError(activation),
    })),
    ...[1, 2, 4].map((bits) => ({
      name: `spikes of ${bits} bits`,
      tolerance: 0,
      error: () => spikeError(bits),
    })),
  ];
}

async function activationError(activation: ActivationCase): Promise<number> {
  const { bits, step, x, upstream, y, gradient } = activation;
  const attributes = { levels: 2 ** bits - 1, unit: step, exact: false };
  const column = (values: Float32Array) => tf.tensor(values, [values.length, 1]);
  const results = tf.tidy(() => {
    const scale = {
      threshold: tf.tensor1d([Math.fround(step * 0.5)]),
      width: tf.tensor1d([step]),
    };
    return [
      quantizedActivation(column(x), scale, attributes),
      quantizedActivationGradient(column(x), scale, column(upstream), attributes),
    ];
  });
  const [value, back] = await Promise.all(results.map((result) => result.data<'float32'>()));
  tf.dispose(results);
  return Math.max(
    largestRelativeError(value ?? new Float32Array(), y),
    largestRelativeError(back ?? new Float32Array(), gradient),
  );
}

async function spikeError(bits: number): Promise<number> {
  const random = seededRandom(bits);
  const [rows, channels] = [600, 70];
  // Steps from the smallest to the largest the float32 arithmetic is made for.
  const steps = Float64Array.from({ length: channels }, () => Math.floor(2 ** (random() * 23)));
  const thresholds = Float32Array.from(steps, () => Math.floor((random() - 0.5) * 2 ** 18));
  const levels = 2 ** bits - 1;
  const potentials = new Float32Array(rows * channels);
  const expected = new Float32Array(rows * channels);
  potentials.forEach((_, i) => {
    const step = steps[i % channels] ?? 1;
    const threshold = thresholds[i % channels] ?? 0;
    // On a boundary between two levels, and one beside it.
    const boundary = Math.floor((Math.floor(random() * (levels + 3) - 1) * step) / 2 ** bits);
    const potential = threshold + boundary + Math.floor(random() * 3) - 1;
    potentials[i] = potential;
    expected[i] = spikesOf(potential, threshold, step, bits);
  });
  const result = tf.tidy(() => {
    const scale = {
      threshold: tf.tensor1d(thresholds),
      width: tf.tensor1d(Float32Array.from(steps, (step) => step / 2 ** bits)),
    };
    const attributes = { levels, unit: 1, exact: true };
    return quantizedActivation(tf.tensor(potentials, [rows, channels]), scale, attributes);
  });
  const spikes = await result.data<'float32'>();
  result.dispose();
  return largestDifference(spikes, expected);
}

/** The bound; float32 sums in another order stay an order of magnitude below. */
const WEIGHT_TOLERANCE = 1e-5;

/** Each weight quantizer as a layer trains with it: values and gradients equal the reference's. */
export function quantizerChecks(cases: readonly QuantizerCase[]): readonly BackendCheck[] {
  return cases.map((quantizer) => ({
    name: `quantizer ${quantizer.name}`,
    tolerance: WEIGHT_TOLERANCE,
    error: () => quantizerError(quantizer),
  }));
}

/**
 * A dense layer on the unit vectors gives its quantized kernel, and the gradient of its output reaches the master weights as it is:
 * kernels of any shape go through it as [everything else, output channels].
 */
async function quantizerError(quantizer: QuantizerCase): Promise<number> {
  const { name, config, kernel, upstream, quantized, scaleFactor, gradient } = quantizer;
  const units = kernel.shape.at(-1) ?? 1;
  const rows = kernel.data.length / units;
  const { className, bits: bitwidth, ...parameters } = config;
  const layer = {
    ...{ name: 'layer', units, use_bias: false },
    quantizer: { class_name: className, config: { bitwidth, ...parameters } },
  };
  const [, node] = buildChain(
    [rows],
    [['QuantizedDense', layer, { kernel: [...kernel.data] }]],
  ).layers;
  invariant(node, 'the chain has one layer');
  const stage = neuralStage(node);
  const results = tf.tidy(() => {
    const reported: tf.Tensor[] = [];
    const tape: Backward[] = [];
    const values = stage.forward(tf.eye(rows), stage.upload(), {
      ...{ training: true, seed: 0, tape },
      report: (_, value) => reported.push(value),
      charge: () => undefined,
      guard: () => undefined,
    });
    tape[0]?.(tf.tensor(upstream, [rows, units]), false);
    return [values, ...reported];
  });
  const [values, reported] = await Promise.all(results.map((result) => result.data<'float32'>()));
  tf.dispose(results);
  const [parameter] = stage.parameters;
  invariant(values && reported && parameter?.pullback, `${name} was trained`);
  return Math.max(
    largestRelativeError(values, quantized),
    largestRelativeError(quantizeKernel(kernel, config, name).scaleFactor, scaleFactor),
    largestRelativeError(parameter.pullback(reported), gradient),
  );
}
