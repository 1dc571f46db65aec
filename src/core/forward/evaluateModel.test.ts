import { describe, expect, it } from 'vitest';
import { readDataset } from '../data/readDataset.ts';
import { readNpy } from '../data/readNpy.ts';
import { tensor } from '../tensor/tensor.ts';
import { buildChain } from '../testing/buildChain.ts';
import { goldenFile, sampleFile } from '../testing/golden.ts';
import { readGoldenFbz } from '../testing/goldenModels.ts';
import { topClasses } from './classes.ts';
import { evaluateModel } from './evaluateModel.ts';

/** Class 0, 1 or 2: where the vector is largest. */
const identity = buildChain(
  [3],
  [['Dense', { name: 'd', units: 3, use_bias: false }, { kernel: [1, 0, 0, 0, 1, 0, 0, 0, 1] }]],
);
const images = tensor(Uint8Array.from([9, 1, 1, 1, 9, 1, 1, 1, 9, 5, 5, 0]), [4, 1, 1, 3]);

describe('evaluateModel', () => {
  it('counts what is right and what is taken for what', async () => {
    const labels = Int32Array.from([0, 1, 1, 0]);
    const evaluation = await evaluateModel({ kind: 'keras', graph: identity }, { images, labels });
    expect(evaluation).toEqual({
      accuracy: 0.75,
      correct: 3,
      samples: 4,
      predictions: Int32Array.from([0, 1, 2, 0]),
      classes: 3,
      confusion: Int32Array.from([2, 0, 0, 0, 1, 1, 0, 0, 0]),
    });
  });

  it('gives the classes of the reference on a converted model', async () => {
    const dataset = readDataset([
      { name: 'cifar_test500.npz', bytes: sampleFile('cifar_test500.npz') },
    ]);
    const logits = readNpy(
      goldenFile('cifar/cifar_qat_iq8_wq4_aq4_logits_test500.npy'),
      'logits.npy',
    );
    const model = readGoldenFbz('cifar/cifar_qat_iq8_wq4_aq4.fbz');
    const { predictions, correct } = await evaluateModel({ kind: 'akida', model }, dataset);
    const expected = topClasses(logits);
    expect(predictions).toEqual(expected);
    expect(correct).toBe(expected?.filter((c, i) => c === dataset.labels[i]).length);
  });

  it.each([
    [Int32Array.from([0, 1]), 'a label missing'],
    [Int32Array.from([0, 1, 2, 3]), 'a label without output'],
    [Int32Array.from([0, 1, 2, -1]), 'a negative label'],
  ])('refuses labels that do not fit: %#', async (labels) => {
    await expect(
      evaluateModel({ kind: 'keras', graph: identity }, { images, labels }),
    ).rejects.toMatchObject({ diagnostics: [{ code: 'forward/labels' }] });
  });

  it('refuses a model whose output is an image', async () => {
    const graph = buildChain([1, 1, 3], [['UpSampling2D', { name: 'u' }]]);
    const labels = new Int32Array(4);
    await expect(evaluateModel({ kind: 'keras', graph }, { images, labels })).rejects.toMatchObject(
      { diagnostics: [{ code: 'forward/labels' }] },
    );
  });
});
