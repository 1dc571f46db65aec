import * as tf from '@tensorflow/tfjs-core';
import { invariant } from '../../errors/diagnostic.ts';
import { quantizeKernel } from '../../quantizers/quantizeKernel.ts';
import type { Backward } from '../../qat/stages/define.ts';
import { neuralStage } from '../../qat/stages/neuralStages.ts';
import { buildChain } from '../buildChain.ts';
import { largestRelativeError, type BackendCheck } from './check.ts';
import type { QuantizerCase } from './gradientCases.ts';

/** The bound; float32 sums in another order stay an order of magnitude below. */
const TOLERANCE = 1e-5;

/** Each weight quantizer as a layer trains with it: values and gradients equal the reference's. */
export function quantizerChecks(cases: readonly QuantizerCase[]): readonly BackendCheck[] {
  return cases.map((quantizer) => ({
    name: `quantizer ${quantizer.name}`,
    tolerance: TOLERANCE,
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
