const BITS = { inputWeightBits: 8, weightBits: 4, activationBits: 4 };

/**
 * Times a training step (forward, backward, all gradients read back, Adam) of a network on the current backend: float with
 * BatchNormalization folded, and quantized to 8/4/4 as the toolkit and as the chip computes. The three take turns, so that a busy
 * machine slows all of them alike.
 * @returns milliseconds, best and median of `steps`
 */
export async function measureSteps(library, float, { batchSize, steps, warmUp }) {
  const { quantizeModel, createTrainingGraph, applyGradients, initialState, optimizers } = library;
  const quantized = quantizeModel(float, BITS);
  const batch = batchFor(float, batchSize);
  const runs = [
    ['float', quantizeModel(float, { weightBits: 0, activationBits: 0 }), 'toolkit'],
    ['toolkit', quantized, 'toolkit'],
    ['chip', quantized, 'chip'],
  ].map(([mode, graph, kind]) => ({
    mode,
    training: createTrainingGraph(graph, { mode: kind }),
    state: initialState(optimizers.adam),
    times: [],
  }));
  for (let step = 0; step < warmUp + steps; step++) {
    for (const { training, state, times } of runs) {
      const start = performance.now();
      const { gradients } = await training.step(batch, { seed: step });
      applyGradients(gradients, { optimizer: optimizers.adam, state, learningRate: 1e-4 });
      if (step >= warmUp) times.push(performance.now() - start);
    }
  }
  return runs.map(({ mode, times }) => {
    times.sort((a, b) => a - b);
    return { mode, best: rounded(times[0]), median: rounded(times[times.length >> 1]) };
  });
}

/** Pixels that repeat, with labels that all classes share. */
function batchFor({ layers }, count) {
  const shape = layers[0].serialized.batch_input_shape.slice(1);
  const size = shape.reduce((product, dim) => product * dim, 1);
  const data = Uint8Array.from({ length: count * size }, (_, i) => (i * 7919) % 256);
  const { units } = layers.findLast(({ config }) => 'units' in config)?.config ?? { units: 1 };
  return {
    images: { data, shape: [count, ...shape] },
    labels: Int32Array.from({ length: count }, (_, i) => i % units),
  };
}

const rounded = (milliseconds) => Math.round(milliseconds * 10) / 10;
