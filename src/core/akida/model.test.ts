import { expect, it } from 'vitest';
import { readGoldenFbz } from '../testing/goldenModels.ts';
import { packedSize } from './model.ts';

it('counts every weight at its bits, thresholds and steps at four bytes', () => {
  const { layers } = readGoldenFbz('mnist/mnist_qat_iq8_wq2_aq2.fbz');
  const [first, ...others] = layers.filter((layer) => layer.kind !== 'InputData');
  if (!first) throw new Error('a network');
  expect(packedSize({ version: '', layers: [first] })).toBe(
    first.weights.length * (first.weightBits / 8) + 8 * first.threshold.length,
  );
  const each = [first, ...others].map((layer) => packedSize({ version: '', layers: [layer] }));
  expect(packedSize({ version: '', layers })).toBe(each.reduce((sum, size) => sum + size, 0));
});

it('rounds up where bits do not fill a byte', () => {
  const [layer] = readGoldenFbz('mnist/mnist_qat_iq2_wq2_aq1.fbz').layers;
  if (layer?.kind !== 'InputConvolutional') throw new Error('an image network');
  const three = { ...layer, weights: layer.weights.slice(0, 3), weightBits: 1 };
  const empty = { ...three, threshold: new Int32Array(), actStep: new Float32Array() };
  expect(packedSize({ version: '', layers: [empty] })).toBe(1);
});
