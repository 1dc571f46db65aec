import { expect, it } from 'vitest';
import { goldenFile } from '../../core/testing/golden.ts';
import { readModel, type LoadedModel } from '../../core/keras/readModel.ts';
import { readGoldenFbz } from '../../core/testing/goldenModels.ts';
import { initialPlan, type Plan } from '../../project/plan.ts';
import { checkExport } from './checkExport.ts';
import type { JobContext } from './define.ts';

const BITS = { inputWeightBits: 8, weightBits: 4, activationBits: 4 };
const quantized: Plan = { ...initialPlan, settings: { ...initialPlan.settings, bits: BITS } };

async function contextOf(path: string): Promise<JobContext> {
  const name = path.split('/').at(-1) ?? '';
  return contextWith(name, await readModel([{ name, bytes: goldenFile(path) }]));
}

function contextWith(name: string, loaded: LoadedModel): JobContext {
  const summary = { name, format: '', kind: loaded.kind, bytes: 0, layers: 0 };
  return {
    signal: new AbortController().signal,
    progress: () => undefined,
    pause: () => Promise.resolve(),
    transfer: () => undefined,
    document: () => ({ summary, loaded }),
    setDocument: () => undefined,
  };
}

it('says what the file holds, and passes every check on a good model', async () => {
  const report = await checkExport.run(
    { plan: quantized },
    await contextOf('mnist/mnist_float.h5'),
  );
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
    ['chip', true],
    ['readBack', true],
  ]);
});

it.each(['mnist/mnist_qat_iq8_wq4_aq4.fbz', 'mnist/mnist_qat_iq2_wq2_aq1.fbz'])(
  'checks %s',
  async (path) => {
    const { checks } = await checkExport.run({ plan: initialPlan }, await contextOf(path));
    expect(checks.every(({ passes }) => passes)).toBe(true);
  },
);

it('says when the chip cannot hold a model that converts', async () => {
  const { checks } = await checkExport.run(
    { plan: quantized },
    await contextOf('compat/hw_kernel_9.h5'),
  );
  expect(checks.find(({ id }) => id === 'chip')).toMatchObject({ passes: false });
});

it('says when a model converts with a warning only', async () => {
  const sixBits = { ...quantized.settings, bits: { ...BITS, inputWeightBits: 6 } };
  const { checks } = await checkExport.run(
    { plan: { ...quantized, settings: sixBits } },
    await contextOf('mnist/mnist_float.h5'),
  );
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
  const loaded: LoadedModel = { kind: 'akida', format: 'fbz', model: { ...model, layers } };
  const { checks } = await checkExport.run({ plan: initialPlan }, contextWith('m.fbz', loaded));
  expect(checks.find(({ id }) => id === 'readBack')).toMatchObject({
    passes: false,
    title: 'Reads back different',
  });
});
