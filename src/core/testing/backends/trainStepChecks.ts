import * as tf from '@tensorflow/tfjs-core';
import { readModel } from '../../keras/readModel.ts';
import { invariant } from '../../errors/diagnostic.ts';
import { applyGradients, initialState, type Optimizer } from '../../qat/optimizers/define.ts';
import { adam } from '../../qat/optimizers/adam.ts';
import { sgd } from '../../qat/optimizers/sgd.ts';
import { createTrainingGraph } from '../../qat/trainingGraph.ts';
import {
  goldenArrays,
  largestRelativeError,
  type BackendCheck,
  type GoldenReader,
} from './check.ts';
import { prepareBackend, type BackendName } from '../../qat/prepareBackend.ts';

/** The bound for training steps. */
const TOLERANCE = 1e-4;

const FILE = 'gradients/train_steps_start.h5';

/** The whole-model case: forward pass and gradients of its first step, losses and weights of three steps of SGD and Adam. */
export function trainStepChecks(read: GoldenReader): readonly BackendCheck[] {
  const check = (name: string, job: () => Promise<number>) => ({
    name: `train_steps: ${name}`,
    tolerance: TOLERANCE,
    error: async () => {
      const { result, error } = await withPoolTiesOfCpu(job);
      return Math.max(result, error);
    },
  });
  return [
    check('forward and gradients', () => firstStepError(read)),
    check('sgd', () => threeStepsError(read, 'sgd', sgd, 0.05)),
    check('adam', () => threeStepsError(read, 'adam', adam, 1e-3)),
  ];
}

async function start(read: GoldenReader) {
  const loaded = await readModel([{ name: FILE, bytes: await read(FILE) }]);
  invariant(loaded.kind === 'keras', `${FILE} is a Keras model`);
  const { tensor, values } = await goldenArrays(read, 'gradients/train_steps.npz');
  const batch = { images: tensor('x'), labels: Int32Array.from(values('y')) };
  return { training: createTrainingGraph(loaded.graph, { mode: 'toolkit' }), batch, values };
}

async function firstStepError(read: GoldenReader): Promise<number> {
  const { training, batch, values } = await start(read);
  const run = training.inference();
  const logits = await run.logits(batch.images);
  run.dispose();
  const { gradients } = await training.step(batch, { seed: 1 });
  return Math.max(
    largestRelativeError(logits, values('forward')),
    ...[...gradients].map(([{ key }, gradient]) =>
      largestRelativeError(gradient, values(`gradient_step0/${key}:0`)),
    ),
  );
}

async function threeStepsError(
  read: GoldenReader,
  name: string,
  optimizer: Optimizer,
  learningRate: number,
): Promise<number> {
  const { training, batch, values } = await start(read);
  const state = initialState(optimizer);
  const losses: number[] = [];
  for (let step = 0; step < 3; step++) {
    const { loss, gradients } = await training.step(batch, { seed: step });
    losses.push(loss);
    applyGradients(gradients, { optimizer, state, learningRate });
  }
  return Math.max(
    largestRelativeError(Float32Array.from(losses), values(`${name}/losses`)),
    ...training.parameters.map(({ key, value }) =>
      largestRelativeError(value, values(`${name}/after3/${key}:0`)),
    ),
  );
}

/**
 * In a max pool over sums of quantized numbers, two cells are often equal but for rounding, and rounding decides which of them gets the
 * gradient. TensorFlow's is that of the cpu backend (products are added unrounded); others round otherwise. So that whole steps can be
 * compared on every backend, they take the largest cells that the cpu backend found; what they computed themselves must be as near.
 *
 * @param job  runs on the cpu backend first, then, its pools guided, on the current one
 * @returns what the job gave on the current backend, and the largest error of the pools' inputs
 */
async function withPoolTiesOfCpu<T>(
  job: () => Promise<T>,
): Promise<{ readonly result: T; readonly error: number }> {
  const backend = tf.getBackend() as BackendName;
  if (backend === 'cpu') return { result: await job(), error: 0 };
  const seen: Float32Array[] = [];
  await prepareBackend('cpu');
  await withPoolInput('cpu', job, (input) => {
    seen.push(tf.engine().readSync(input.dataId).slice() as Float32Array);
    return input;
  });
  await prepareBackend(backend);
  let error = 0;
  const result = await withPoolInput(backend, job, (input) => {
    const values = seen.shift();
    invariant(values, 'the cpu backend ran as many pools');
    const own = tf.engine().readSync(input.dataId) as Float32Array;
    error = Math.max(error, largestRelativeError(own, values));
    return tf.tensor(values, input.shape);
  });
  return { result, error };
}

/** Runs a job with another input for the gradients of max pools. */
async function withPoolInput<T>(
  backendName: BackendName,
  job: () => Promise<T>,
  inputFor: (input: tf.TensorInfo) => tf.TensorInfo,
): Promise<T> {
  const kernel = tf.getKernel(tf.MaxPoolGrad, backendName);
  tf.unregisterKernel(tf.MaxPoolGrad, backendName);
  tf.registerKernel({
    ...kernel,
    kernelFunc: (parameters) => {
      const input = inputFor(parameters.inputs['input'] as tf.TensorInfo);
      return kernel.kernelFunc({ ...parameters, inputs: { ...parameters.inputs, input } });
    },
  });
  try {
    return await job();
  } finally {
    tf.unregisterKernel(tf.MaxPoolGrad, backendName);
    tf.registerKernel(kernel);
  }
}
