import { expect, test } from 'vitest';
import { adversarialModel } from '../testing/adversarialModel.ts';
import { exact } from '../testing/exact.ts';
import { saturate } from './spikes.ts';
import type { EngineName, SimulationResult } from './engine.ts';
import { simulate } from './simulator.ts';

/** Networks of the run, and how many of them a test goes through. */
const NETWORKS = 2000;
const A_TEST = 250;
const ENGINES = ['dense', 'event'] satisfies EngineName[];

/** What an adversarial network is meant to bring about. */
function metBy({ layers, forward }: SimulationResult): readonly string[] {
  return layers.flatMap(({ output, potentials }) => {
    const values = potentials?.data ?? forward.data;
    return [
      ...(values.some((value) => value === 2 ** 19 - 1 || value === -(2 ** 19)) ? ['cut'] : []),
      ...(values.some((value) => saturate(value) !== value) ? ['more than 20 bits'] : []),
      ...(output?.data.some((value) => value === 15) ? ['highest level'] : []),
    ];
  });
}

const met = new Set<string>();

const runs = Array.from({ length: NETWORKS / A_TEST }, (_, i) => i * A_TEST);

test.each(runs)('the readable engine and the fast ones agree: networks from %i', async (from) => {
  for (let seed = from; seed < from + A_TEST; seed++) {
    const { model, inputs } = adversarialModel(seed);
    const options = { layers: 'all', potentials: true } as const;
    const expected = await simulate(model, inputs, { ...options, engine: 'reference' });
    metBy(expected).forEach((kind) => met.add(kind));
    const judged = exact(expected);
    for (const engine of ENGINES) {
      const actual = await simulate(model, inputs, { ...options, engine });
      expect(exact(actual), `network ${seed}, ${engine}`).toEqual(judged);
    }
  }
});

test('the networks bring about what they are meant to', () => {
  expect([...met].sort()).toEqual(['cut', 'highest level', 'more than 20 bits']);
});
