import type { Tensor } from '../../core/tensor/tensor.ts';
import type { Job } from '../ask.ts';
import { inputOf, samplesFor } from './imageSets.ts';

/** Inputs to measure on, and what they are, for people. */
export interface SampleInputs {
  readonly inputs: Tensor<Uint8Array>;
  readonly name: string;
}

/**
 * Inputs for the converted network of the job's plan: built-in images where some fit, else random pixels, the same every time.
 * @throws StudioError studio/not-converted
 */
export async function sampleInputs(job: Job, count: number): Promise<SampleInputs> {
  const network = await job.studio('describeNetwork', { plan: job.plan });
  const [x, y, c] = network.input.shape;
  const size = x * y * c;
  const data = new Uint8Array(count * size);
  const inputs = { shape: [count, x, y, c], data };
  const set = await samplesFor(job, network);
  if (set) {
    for (let i = 0; i < count; i++) data.set(inputOf(set, i, network).pixels, i * size);
    return { inputs, name: `the first ${count} of ${set.name}` };
  }
  const levels = network.input.largest + 1;
  let state = 1;
  for (let i = 0; i < data.length; i++) {
    // The minimal standard generator of Park and Miller, 1988.
    state = (state * 48271) % 0x7fffffff;
    data[i] = Math.floor((state / 0x7fffffff) * levels);
  }
  return { inputs, name: `${count} random inputs` };
}
