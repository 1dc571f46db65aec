import * as tf from '@tensorflow/tfjs-core';
import { invariant } from '../../errors/diagnostic.ts';
import { prepareBackend, type BackendName } from '../../qat/prepareBackend.ts';
import { largestRelativeError } from './check.ts';

/**
 * In a max pool over sums of quantized numbers, two cells are often equal but for rounding, and rounding decides which of them gets the
 * gradient. TensorFlow's is that of the cpu backend (products are added unrounded); others round otherwise. So that whole steps can be
 * compared on every backend, they take the largest cells that the cpu backend found; what they computed themselves must be as near.
 *
 * @param job  runs on the cpu backend first, then, its pools guided, on the current one
 * @returns what the job gave on the current backend, and the largest error of the pools' inputs
 */
export async function withPoolTiesOfCpu<T>(
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
