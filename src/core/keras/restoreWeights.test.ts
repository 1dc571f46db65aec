import { readFileSync } from 'node:fs';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';

import type { Json } from '../ir/json.ts';
import { damagedOutcomes, fieldFile, graphOf, weightIn } from '../testing/doors.ts';

const folder = new URL('fixtures/keras3Types/', import.meta.url);

function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(name, folder)));
}

/** What Keras computes with: kernels of c, d, e, then biases of c and d. */
const expected = JSON.parse(new TextDecoder().decode(fixture('weights.json'))) as Record<
  string,
  number[][]
>;

const EXACT = [
  ...['bfloat16.keras', 'mixed_bfloat16.h5', 'int8.h5', 'int8.keras', 'int8_weight_only.h5'],
  ...['int4.h5', 'int4_blocks.h5', 'int4_blocks.keras', 'float8.keras', 'lora_alpha.keras'],
];

describe('weights are those that Keras 3.15 computes with', () => {
  it.each(EXACT)('%s, to the last bit', async (name) => {
    const graph = await graphOf({ name, bytes: fixture(name) });
    const found = [
      ...['c', 'd', 'e'].map((layer) => weightIn(graph, layer, 'kernel')),
      ...['c', 'd'].map((layer) => weightIn(graph, layer, 'bias')),
    ];
    expect(found).toEqual(expected[name]);
  });

  // A matrix product of LoRA is summed in another order, so the last bits may differ.
  it.each(['lora.h5', 'int8_lora.h5'])('%s, within 1e-6', async (name) => {
    const graph = await graphOf({ name, bytes: fixture(name) });
    for (const [i, layer] of ['c', 'd', 'e'].entries()) {
      for (const [at, value] of weightIn(graph, layer, 'kernel').entries()) {
        expect(Math.abs(value - (expected[name]?.[i]?.[at] ?? NaN))).toBeLessThan(1e-6);
      }
    }
  });

  it('bfloat16 in an .h5, which Keras does not load itself', async () => {
    const [h5, zip] = await Promise.all(
      ['bfloat16.h5', 'bfloat16.keras'].map((name) => graphOf({ name, bytes: fixture(name) })),
    );
    expect(h5?.layers.map(({ weights }) => weights)).toEqual(
      zip?.layers.map(({ weights }) => weights),
    );
  });

  it('the field files open', async () => {
    const int8 = await graphOf({
      name: 'k03_keras3_int8.h5',
      bytes: fieldFile('k03_keras3_int8.h5'),
    });
    const kernel = weightIn(int8, 'dense_8', 'kernel');
    expect(Math.max(...kernel.map(Math.abs))).toBeLessThan(1);
    await graphOf({
      name: 'k03_keras3_bfloat16.keras',
      bytes: fieldFile('k03_keras3_bfloat16.keras'),
    });
  });
});

describe('what cannot be told is refused', () => {
  async function withConfig(name: string, change: (text: string) => string): Promise<Uint8Array> {
    const entries = unzipSync(fixture(name));
    const text = new TextDecoder().decode(entries['config.json']);
    return Promise.resolve(zipSync({ ...entries, 'config.json': strToU8(change(text)) }));
  }

  it('LoRA with an alpha of its own in an .h5, where Keras loads other numbers than it saved', async () => {
    await expect(
      graphOf({ name: 'lora_alpha.h5', bytes: fixture('lora_alpha.h5') }),
    ).rejects.toThrow(/quantized-by-keras/);
  });

  it('GPTQ', async () => {
    const bytes = await withConfig('int8.keras', (text) =>
      text.replaceAll('"mode": "int8"', '"mode": "gptq/4/128"'),
    );
    await expect(graphOf({ name: 'gptq.keras', bytes })).rejects.toThrow(/gptq/);
  });

  it('a layer that lacks its scales', async () => {
    const bytes = await withConfig('bfloat16.keras', (text) =>
      text.replaceAll(/"config": {"name": "bfloat16"}/g, '"config": {"mode": "int8"}'),
    );
    await expect(graphOf({ name: 'a.keras', bytes })).rejects.toThrow(/keras\//);
  });
});

it('500 damaged files end with a model or a StudioError', async () => {
  const zips = ['int8.keras', 'int4_blocks.keras', 'float8.keras'].map((name) => {
    const entries = unzipSync(fixture(name));
    const config = JSON.parse(new TextDecoder().decode(entries['config.json'])) as Json;
    return { entries, config };
  });
  const h5s = ['lora.h5', 'int4_blocks.h5', 'int8_lora.h5'].map(fixture);
  await damagedOutcomes(500, ({ random, pick, bytes: damage, structure, json }) => {
    if (random() < 0.3) {
      const whole = pick(h5s);
      return [{ name: 'a.h5', bytes: random() < 0.5 ? damage(whole) : structure(whole) }];
    }
    const { entries, config } = pick(zips);
    const weights = entries['model.weights.h5'] ?? new Uint8Array();
    const changed =
      random() < 0.6
        ? { 'config.json': strToU8(JSON.stringify(json(config))) }
        : { 'model.weights.h5': structure(weights) };
    return [{ name: 'a.keras', bytes: zipSync({ ...entries, ...changed }, { level: 0 }) }];
  });
});
