import { expect, test } from 'vitest';
import { randomAkidaModel, type RandomModelOptions } from '../testing/randomAkidaModel.ts';
import type { EngineName } from './engine.ts';
import { simulate } from './simulator.ts';

/** Models a family; every one has 2 to 5 layers. */
const MODELS = 60;

const FAMILIES: Readonly<Record<string, Omit<RandomModelOptions, 'seed'>>> = {
  'any bitwidth': {},
  '2-bit weights': { weightBits: 2 },
  '4-bit weights': { weightBits: 4 },
  '8-bit weights': { weightBits: 8 },
  'sparse inputs': { zeros: 0.95 },
  'all-zero inputs': { zeros: 1 },
  'weights of one sign': { weightBits: 8, zeros: 0, oneSigned: true },
};

test.each(Object.entries(FAMILIES))('fast engines equal the reference: %s', async (_, family) => {
  for (let seed = 0; seed < MODELS; seed++) {
    const { model, inputs } = randomAkidaModel({ ...family, seed });
    const options = { layers: 'all', potentials: true } as const;
    const expected = await simulate(model, inputs, { ...options, engine: 'reference' });
    for (const engine of ['dense', 'event', 'auto'] satisfies EngineName[]) {
      const actual = await simulate(model, inputs, { ...options, engine });
      expect(actual, `seed ${seed}, ${engine}`).toEqual(expected);
    }
  }
});

test('the random models reach saturation, sums that need plain loops, and every kind of layer', async () => {
  const seen = new Set<string>();
  for (let seed = 0; seed < MODELS; seed++) {
    const { model, inputs } = randomAkidaModel({ seed, weightBits: 8, zeros: 0, oneSigned: true });
    for (const layer of model.layers) {
      seen.add(layer.kind);
      if ('pooling' in layer) seen.add(layer.pooling.type);
    }
    const { layers } = await simulate(model, inputs, { layers: 'all', potentials: true });
    if (layers.some((layer) => layer.potentials?.data.includes(2 ** 19 - 1))) seen.add('saturated');
  }
  expect([...seen].sort()).toEqual(
    ['Convolutional', 'FullyConnected', 'InputConvolutional', 'InputData', 'SeparableConvolutional']
      .concat(['globalAverage', 'max', 'none', 'saturated'])
      .sort(),
  );
});
