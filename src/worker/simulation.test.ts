import { describe, expect, it, test } from 'vitest';
import { readNpy, readNpz } from '../core/data/readNpy.ts';
import { writeNpy } from '../core/data/writeNpy.ts';
import { fieldFile } from '../core/testing/doors.ts';
import { tensor, type Tensor } from '../core/tensor/tensor.ts';
import { goldenCases, goldenFile, goldenFiles, sampleFile } from '../core/testing/golden.ts';
import { firstImages, mnistTestImages } from '../core/testing/mnistTestSet.ts';
import type { InputOf, MethodName, OutputOf } from './contract.ts';
import type { StudioDocument, BlobFile } from '../project/document.ts';
import { initialPlan, type Plan } from '../project/plan.ts';
import { methods, type Method } from './methods.ts';

/** A worker without the worker, with one golden model open. */
async function opened(path: string) {
  let document: StudioDocument | null = null;
  const call = async <M extends MethodName>(name: M, input: InputOf<M>): Promise<OutputOf<M>> => {
    const method: Method<M> = methods[name];
    return method(input, {
      signal: new AbortController().signal,
      progress: () => undefined,
      report: () => undefined,
      pause: () => Promise.resolve(),
      transfer: () => undefined,
      document: () => {
        if (!document) throw new Error('nothing is open');
        return document;
      },
      setDocument: (next) => {
        document = next;
      },
    });
  };
  await call('open', { files: [file(path)], plan: initialPlan });
  return call;
}

function sample(name: string): BlobFile {
  return { name, blob: new Blob([new Uint8Array(sampleFile(name))]) };
}

function file(path: string): BlobFile {
  return { name: path.split('/').at(-1) ?? '', blob: new Blob([new Uint8Array(goldenFile(path))]) };
}

/** The first MNIST test digits. */
function digits(count: number): Tensor<Uint8Array> {
  const { data, shape } = firstImages(mnistTestImages(), count);
  return tensor(Uint8Array.from(data), shape);
}

const plan = initialPlan;
const plan844: Plan = {
  ...plan,
  settings: {
    ...plan.settings,
    bits: { inputWeightBits: 8, weightBits: 4, activationBits: 4 },
  },
};

/** Runs inputs through a golden model in the worker and compares every integer with the reference runtime's. */
async function expectGoldenLayers(model: string, inputs: Tensor<Uint8Array>, layersFile: string) {
  const call = await opened(model);
  const { layers } = await call('simulate', { plan, inputs, layers: 'all', potentials: false });
  const golden = readNpz(goldenFile(layersFile), layersFile);
  expect(layers.map(({ name }) => name)).toEqual([...golden.keys()]);
  for (const { name, output } of layers) {
    expect(output?.shape, name).toEqual(golden.get(name)?.shape);
    expect(
      output?.data.every((value, i) => value === golden.get(name)?.data[i]),
      name,
    ).toBe(true);
  }
}

describe('simulate gives the integers of the reference runtime', () => {
  const folders = (['fuzz', 'named', 'shapes'] as const).flatMap((family) => goldenCases(family));
  test.each(folders)('%s', async (folder) => {
    const { data, shape } = readNpy(goldenFile(`${folder}/inputs.npy`), 'inputs.npy');
    const inputs = tensor(Uint8Array.from(data), shape);
    await expectGoldenLayers(`${folder}/model.fbz`, inputs, `${folder}/layers.npz`);
  });

  test.each(goldenFiles('mnist', '.fbz'))('%s, from the Keras model', async (path) => {
    const name = path.replace('.fbz', '');
    await expectGoldenLayers(`${name}.h5`, digits(20), `${name}_layers_first20.npz`);
  });

  test('cifar, from the Keras model', async () => {
    const name = 'cifar/cifar_qat_iq8_wq4_aq4';
    const samples = readNpz(sampleFile('cifar_test500.npz'), 'cifar_test500.npz');
    const x = samples.get('x');
    if (!x) throw new Error('no images in the sample');
    const { data, shape } = firstImages(x, 4);
    const inputs = tensor(Uint8Array.from(data), shape);
    await expectGoldenLayers(`${name}.h5`, inputs, `${name}_layers_first4.npz`);
  });
});

describe('describeNetwork', () => {
  it('tells input, levels and thresholds', async () => {
    const call = await opened('mnist/mnist_qat_iq8_wq2_aq2.h5');
    const { input, layers } = await call('describeNetwork', { plan });
    expect(input).toEqual({ shape: [28, 28, 1], kind: 'image', largest: 255 });
    expect(layers.map(({ name, largestSpike }) => [name, largestSpike])).toEqual([
      ['conv_0', 3],
      ['conv_1', 3],
      ['sep_2', 3],
      ['classifier', null],
    ]);
    expect(layers.map(({ outputShape: [, , c], threshold }) => threshold.length - c)).toEqual([
      0, 0, 0, 0,
    ]);
  });

  it('knows a sparse input', async () => {
    const call = await opened('named/events_sparse_input/model.fbz');
    const { input } = await call('describeNetwork', { plan });
    expect(input).toMatchObject({ kind: 'sparse', largest: 15 });
  });
});

it('measures no error of quantization where the file holds no float model', async () => {
  const call = await opened('mnist/mnist_qat_iq8_wq2_aq2.h5');
  await expect(call('quantizationError', { plan, inputs: digits(1) })).rejects.toMatchObject({
    diagnostics: [{ code: 'studio/no-float-model' }],
  });
});

describe('compare', () => {
  const inputs = digits(2);

  it('sets three models side by side', async () => {
    const call = await opened('mnist/mnist_float.h5');
    const { scores, parting } = await call('compare', { plan: plan844, inputs });
    expect(scores.unit).toBe('probability');
    for (const model of [scores.float, scores.quantized, scores.spiking]) {
      expect(model?.length).toBe(20);
      const sum = model?.slice(0, 10).reduce((a, b) => a + b, 0);
      // float32 rounding of ten numbers
      expect(sum).toBeCloseTo(1, 5);
      expect(model?.indexOf(Math.max(...model.slice(0, 10)))).toBe(7);
    }
    expect(parting?.layers.map(({ name }) => name)).toEqual([
      'conv_0',
      'conv_1',
      'sep_2',
      'classifier',
    ]);
  });

  it('leaves out the forms that an opened model does not have', async () => {
    const quantized = await (
      await opened('mnist/mnist_qat_iq8_wq4_aq4.h5')
    )('compare', { plan, inputs });
    expect(quantized.scores.float).toBeNull();
    expect(quantized.scores.quantized).not.toBeNull();
    const spiking = await (
      await opened('mnist/mnist_qat_iq8_wq4_aq4.fbz')
    )('compare', { plan, inputs });
    expect(spiking.scores).toMatchObject({ float: null, quantized: null });
    expect(spiking.scores.spiking).toEqual(quantized.scores.spiking);
    expect(spiking.parting).toBeNull();
  });
});

describe('evaluate', () => {
  it('gives the accuracy of three models and the activity of the layers', async () => {
    const call = await opened('mnist/mnist_float.h5');
    const labels = Int32Array.from({ length: 50 }, (_, i) => i % 10);
    const result = await call('evaluate', { plan: plan844, images: digits(50), labels });
    expect(result.samples).toBe(50);
    expect(result.layers.map(({ name }) => name)).toEqual([
      'conv_0',
      'conv_1',
      'sep_2',
      'classifier',
    ]);
    for (const { events, operations, denseOperations } of result.layers) {
      expect(events).toBeGreaterThan(0);
      expect(operations).toBeLessThan(denseOperations);
    }
    for (const model of [result.float, result.quantized, result.spiking]) {
      expect(model?.predictions.length).toBe(50);
    }
  });
});

describe('readInputs', () => {
  it('reads labelled images', async () => {
    const call = await opened('mnist/mnist_float.h5');
    const { images, labels } = await call('readInputs', {
      files: [sample('cifar_test500.npz')],
      range: null,
    });
    expect(images.shape).toEqual([500, 32, 32, 3]);
    expect(labels?.length).toBe(500);
  });

  it('reads an array without labels', async () => {
    const call = await opened('mnist/mnist_float.h5');
    const path = 'named/events_sparse_input/inputs.npy';
    const { images, labels } = await call('readInputs', { files: [file(path)], range: null });
    expect(images.shape).toEqual(readNpy(goldenFile(path), path).shape);
    expect(labels).toBeNull();
  });

  it('asks what floats are, and reads them as the pixels that they were', async () => {
    const call = await opened('mnist/mnist_float.h5');
    const blob = new Blob([new Uint8Array(fieldFile('k19_floats01.npy'))]);
    const files = [{ name: 'floats.npy', blob }];
    await expect(call('readInputs', { files, range: null })).rejects.toMatchObject({
      diagnostics: [
        { code: 'data/not-pixels', values: [expect.closeTo(0.00025, 5), expect.closeTo(0.999, 3)] },
      ],
    });
    const { images } = await call('readInputs', { files, range: { low: 0, high: 1 } });
    expect(images.shape).toEqual([3, 12, 12, 1]);
    expect(Math.max(...images.data)).toBe(255);
  });

  it('reads images and labels of two .npy files', async () => {
    const call = await opened('mnist/mnist_float.h5');
    const arrays = [
      writeNpy({ data: new Uint8Array(8), shape: [2, 2, 2] }),
      writeNpy({ data: Float32Array.of(0, 1, 1, 0), shape: [2, 2] }),
    ];
    const files = arrays.map((bytes, i) => ({
      name: `${i}.npy`,
      blob: new Blob([new Uint8Array(bytes)]),
    }));
    const { labels } = await call('readInputs', { files, range: null });
    expect(labels).toEqual(Int32Array.of(1, 0));
  });

  it('refuses what holds no images', async () => {
    const call = await opened('mnist/mnist_float.h5');
    await expect(
      call('readInputs', { files: [file('mnist/mnist_float.h5')], range: null }),
    ).rejects.toMatchObject({ diagnostics: [{ code: 'data/unknown-dataset' }] });
  });
});
