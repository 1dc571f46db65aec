import { expect, it } from 'vitest';
import { goldenFile } from '../core/testing/golden.ts';
import { readGoldenFbz } from '../core/testing/goldenModels.ts';
import { readDocument, type StudioDocument } from './document.ts';
import { checkExport } from './exportReport.ts';
import { initialPlan, type Plan } from './plan.ts';

const BITS = { inputWeightBits: 8, weightBits: 4, activationBits: 4 };
const quantized: Plan = { ...initialPlan, settings: { ...initialPlan.settings, bits: BITS } };

function opened(path: string): Promise<StudioDocument> {
  return readDocument([{ name: path.split('/').at(-1) ?? '', bytes: goldenFile(path) }]);
}

it('says what the file holds, and passes every check on a good model', async () => {
  const report = await checkExport(await opened('mnist/mnist_float.h5'), quantized);
  expect(report).toMatchObject({
    version: '2.3.0',
    inputShape: [28, 28, 1],
    inputKind: 'image',
  });
  expect(report.layers.map(({ kind }) => kind)).toEqual([
    'InputConvolutional',
    'Convolutional',
    'SeparableConvolutional',
    'FullyConnected',
  ]);
  expect(report.checks.map(({ id, passes }) => [id, passes])).toEqual([
    ['rules', true],
    ['outputs', true],
    ['chip', true],
    ['readBack', true],
  ]);
});

it.each(['mnist/mnist_qat_iq8_wq4_aq4.fbz', 'mnist/mnist_qat_iq2_wq2_aq1.fbz'])(
  'checks %s',
  async (path) => {
    const { checks } = await checkExport(await opened(path), initialPlan);
    expect(checks.every(({ passes }) => passes)).toBe(true);
  },
);

it('says when the chip cannot hold a model that converts', async () => {
  const { checks } = await checkExport(await opened('compat/hw_kernel_9.h5'), quantized);
  expect(checks.find(({ id }) => id === 'chip')).toMatchObject({ passes: false });
});

it('says when a model converts with a warning only', async () => {
  const sixBits = { ...quantized.settings, bits: { ...BITS, inputWeightBits: 6 } };
  const { checks } = await checkExport(await opened('mnist/mnist_float.h5'), {
    ...quantized,
    settings: sixBits,
  });
  expect(checks.find(({ id }) => id === 'rules')).toMatchObject({
    passes: false,
    detail: '1 warning: see Problems.',
  });
});

it('says when the written file does not hold the network', async () => {
  const path = 'mnist/mnist_qat_iq8_wq4_aq4.fbz';
  const model = readGoldenFbz(path);
  const layers = model.layers.map((layer, i) =>
    i === 1 && layer.kind === 'Convolutional'
      ? { ...layer, weights: layer.weights.map(() => 100) }
      : layer,
  );
  const document = await opened(path);
  const loaded = { kind: 'akida', format: 'fbz', model: { ...model, layers } } as const;
  const { checks } = await checkExport({ ...document, loaded }, initialPlan);
  expect(checks.find(({ id }) => id === 'readBack')).toMatchObject({
    passes: false,
    title: 'Reads back different',
  });
});
