const BATCH = 128;
const STEPS = 8;

/**
 * Milliseconds of a training step (Adam included) of the golden MNIST and CIFAR-10 networks: float, and quantized to 8/4/4. The best of
 * several steps, taken in turns, so that a busy machine slows all of them alike.
 */
export async function measureSpeed(qat, studio, readGolden) {
  const result = {};
  for (const [name, shape] of [
    ['mnist', [28, 28, 1]],
    ['cifar', [32, 32, 3]],
  ]) {
    const float = await readGolden(`${name}/${name}_float.h5`);
    const folded = studio.quantizeModel(float, { weightBits: 0, activationBits: 0 });
    const bits = { inputWeightBits: 8, weightBits: 4, activationBits: 4 };
    const quantized = studio.quantizeModel(float, bits);
    const size = shape.reduce((product, dim) => product * dim, 1);
    const batch = {
      images: {
        data: Uint8Array.from({ length: BATCH * size }, (_, i) => (i * 7919) % 256),
        shape: [BATCH, ...shape],
      },
      labels: Int32Array.from({ length: BATCH }, (_, i) => i % 10),
    };
    const runs = Object.entries({
      float: [folded, 'toolkit'],
      toolkit: [quantized, 'toolkit'],
      chip: [quantized, 'chip'],
    }).map(([mode, [graph, kind]]) => ({
      mode,
      training: qat.createTrainingGraph(graph, { mode: kind }),
      state: qat.initialState(qat.optimizers.adam),
      best: Infinity,
    }));
    for (let step = 0; step < STEPS; step++) {
      for (const run of runs) {
        const start = performance.now();
        const { gradients } = await run.training.step(batch, { seed: step });
        qat.applyGradients(gradients, {
          optimizer: qat.optimizers.adam,
          state: run.state,
          learningRate: 1e-4,
        });
        run.best = Math.min(run.best, performance.now() - start);
      }
    }
    result[name] = Object.fromEntries(
      runs.map(({ mode, best }) => [mode, Math.round(best * 10) / 10]),
    );
    console.log(`${name}, batch ${BATCH}:`, result[name]);
  }
  return { batch: BATCH, milliseconds: result };
}
