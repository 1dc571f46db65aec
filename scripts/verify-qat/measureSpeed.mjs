import { measureSteps } from './measureSteps.mjs';

const BATCH = 128;
const STEPS = 8;

/** Milliseconds of a training step of the golden MNIST and CIFAR-10 networks on the current backend: the best of several. */
export async function measureSpeed(qat, studio, readGolden) {
  const result = {};
  for (const name of ['mnist', 'cifar']) {
    const float = await readGolden(`${name}/${name}_float.h5`);
    const options = { batchSize: BATCH, steps: STEPS, warmUp: 0 };
    const times = await measureSteps({ ...qat, ...studio }, float, options);
    result[name] = Object.fromEntries(times.map(({ mode, best }) => [mode, best]));
    console.log(`${name}, batch ${BATCH}:`, result[name]);
  }
  return { batch: BATCH, milliseconds: result };
}
