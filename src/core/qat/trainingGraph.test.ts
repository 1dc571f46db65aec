import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { convertModel } from '../convert/convertModel.ts';
import { readNpy } from '../data/readNpy.ts';
import { readNpz } from '../data/readNpz.ts';
import { simulate } from '../simulate/simulate.ts';
import { largestRelativeError } from '../testing/gradientCases.ts';
import { goldenCases, goldenFile, goldenJson, hasGoldenFile } from '../testing/golden.ts';
import { readGoldenKeras } from '../testing/goldenModels.ts';
import type { InputScaling } from '../convert/inputScaling.ts';
import { applyGradients } from './applyGradients.ts';
import { adam } from './optimizers/adam.ts';
import { initialState } from './optimizers/define.ts';
import { sgd } from './optimizers/sgd.ts';
import { prepareBackend } from './prepareBackend.ts';
import { createTrainingGraph } from './trainingGraph.ts';

/** The bound for forward passes and training steps. */
const TOLERANCE = 1e-4;

const CASES = [...goldenCases('named'), ...goldenCases('shapes'), ...goldenCases('fuzz')].filter(
  (path) => hasGoldenFile(`${path}/quantized.h5`) && hasGoldenFile(`${path}/model.fbz`),
);

interface CaseFile {
  readonly input_scaling: InputScaling | null;
  readonly input_is_image?: boolean;
}

async function loadCase(path: string) {
  const graph = await readGoldenKeras(`${path}/quantized.h5`);
  const asked = goldenJson(`${path}/case.json`) as CaseFile;
  const rescales = graph.layers.some((node) => node.className === 'Rescaling');
  const inputs = readNpy(goldenFile(`${path}/inputs.npy`), path);
  const scaling = asked.input_scaling && !rescales ? { inputScaling: asked.input_scaling } : {};
  return { graph, inputs, options: { ...scaling, inputIsImage: asked.input_is_image ?? true } };
}

/** Training leaves a softmax at the end out: the loss is taken on logits. */
function softmaxOf(logits: Float32Array, classes: number): Float32Array {
  return tf.tidy(() =>
    tf
      .softmax(tf.tensor(logits, [logits.length / classes, classes]))
      .dataSync<'float32'>()
      .slice(),
  );
}

afterEach(() => {
  tf.disposeVariables();
});

describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
  // The plain backend is slow: two models show that it computes the same.
  const cases = backend === 'wasm' ? CASES : CASES.slice(0, 1);

  it.each(cases)('%s: toolkit mode gives what Keras gives', async (path) => {
    if (!hasGoldenFile(`${path}/keras_quantized_output.npy`)) return;
    await prepareBackend(backend);
    const { graph, inputs, options } = await loadCase(path);
    const run = createTrainingGraph(graph, { mode: 'toolkit', ...options }).inference();
    const output = await run.logits(inputs);
    run.dispose();
    const expected = readNpy(goldenFile(`${path}/keras_quantized_output.npy`), path);
    const ends = graph.layers.at(-1);
    const endsInSoftmax = (ends?.config as { activation?: string }).activation === 'softmax';
    const ours =
      endsInSoftmax || ends?.className === 'Softmax'
        ? softmaxOf(output, expected.shape.at(-1) ?? 1)
        : output;
    expect(largestRelativeError(ours, expected.data as Float32Array)).toBeLessThan(TOLERANCE);
  });

  it.each(cases)('%s: chip mode gives what the chip gives, to the bit', async (path) => {
    await prepareBackend(backend);
    const { graph, inputs, options } = await loadCase(path);
    const run = createTrainingGraph(graph, { mode: 'chip', ...options }).inference();
    const output = await run.logits(inputs);
    run.dispose();
    const { predict, forward } = await simulate(convertModel(graph, options), inputs);
    expect([...output]).toEqual([...(predict ?? forward).data]);
  });
});

describe('train_steps: SGD and Adam on a quantized model', () => {
  const arrays = readNpz(goldenFile('gradients/train_steps.npz'), 'train_steps.npz');
  const array = (name: string) => Float32Array.from(arrays.get(name)?.data ?? []);
  const batch = {
    images: arrays.get('x') ?? { data: new Float32Array(), shape: [0] },
    labels: Int32Array.from(array('y')),
  };

  it('forward, loss and gradients of the first step', async () => {
    await prepareBackend('cpu');
    const graph = await readGoldenKeras('gradients/train_steps_start.h5');
    const training = createTrainingGraph(graph, { mode: 'toolkit' });
    const run = training.inference();
    const logits = await run.logits(batch.images);
    run.dispose();
    expect(largestRelativeError(logits, array('forward'))).toBeLessThan(TOLERANCE);
    const { gradients } = await training.step(batch, { seed: 1 });
    for (const [{ key }, gradient] of gradients) {
      const expected = array(`gradient_step0/${key}:0`);
      expect(largestRelativeError(gradient, expected), key).toBeLessThan(TOLERANCE);
    }
  });

  it.each([
    ['sgd', sgd, 0.05],
    ['adam', adam, 1e-3],
  ] as const)('%s: losses and the weights after 3 steps', async (name, optimizer, learningRate) => {
    await prepareBackend('cpu');
    const graph = await readGoldenKeras('gradients/train_steps_start.h5');
    const training = createTrainingGraph(graph, { mode: 'toolkit' });
    const state = initialState(optimizer);
    const losses: number[] = [];
    for (let step = 0; step < 3; step++) {
      const { loss, gradients } = await training.step(batch, { seed: step });
      losses.push(loss);
      applyGradients(gradients, { optimizer, state, learningRate });
    }
    expect(largestRelativeError(Float32Array.from(losses), array(`${name}/losses`))).toBeLessThan(
      TOLERANCE,
    );
    for (const { key, value } of training.parameters) {
      expect(largestRelativeError(value, array(`${name}/after3/${key}:0`)), key).toBeLessThan(
        TOLERANCE,
      );
    }
  });
});
