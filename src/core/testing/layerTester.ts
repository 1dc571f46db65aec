import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../ir/json.ts';
import type { WeightMap } from '../ir/graph.ts';
import { parseConfig, serializeConfig, type AnyLayerDefinition } from '../layers/define.ts';
import type { ParamTable } from '../layers/params.ts';
import { layerDefinition } from '../layers/index.ts';
import { tensor, type Shape, type Tensor } from '../tensor/tensor.ts';

/** float32 sums in another order than TensorFlow's: relative to the largest output of the case. */
const FLOAT32_ORDER_TOLERANCE = 2e-6;

interface FixtureTensor {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

interface LayerFixture {
  readonly className: string;
  readonly config: JsonObject;
  readonly inputs: readonly FixtureTensor[];
  readonly weights: Readonly<Record<string, FixtureTensor>>;
  readonly output: FixtureTensor;
}

/**
 * Tests a layer definition against what Keras computed: src/core/layers/fixtures/<fixture>.json.
 * Covers the registry, the parameter table (read, write, read), weight shapes, output shape and forward.
 */
export function layerTester(definition: AnyLayerDefinition, fixture: string): void {
  const url = new URL(`../layers/fixtures/${fixture}.json`, import.meta.url);
  const cases = JSON.parse(readFileSync(url, 'utf8')) as readonly LayerFixture[];
  describe(`${definition.className} computes what Keras computes`, () => {
    it('is registered', () => {
      expect(layerDefinition(definition.className)).toBe(definition);
      expect(cases.length).toBeGreaterThan(0);
    });
    it.each(cases.map((entry, i) => [i, JSON.stringify(entry.config), entry] as const))(
      'case %i: %s',
      (_i, _title, entry) => {
        checkCase(definition, entry);
      },
    );
  });
}

function checkCase(definition: AnyLayerDefinition, entry: LayerFixture): void {
  expect(layerDefinition(entry.className)).toBe(definition);
  const params = definition.params as ParamTable;
  const config = parseConfig(params, entry.config);
  expect(serializeConfig(params, config, entry.config)).toMatchObject(entry.config);
  const inputs = entry.inputs.map(tensorOf);
  const shapes: Shape[] = inputs.map(({ shape }) => shape);
  const outputShape = definition.outputShape(config, shapes) as readonly number[];
  expect(outputShape).toEqual(entry.output.shape);
  const stored: WeightMap = Object.fromEntries(
    Object.entries(entry.weights).map(([name, value]) => [name, tensorOf(value)]),
  );
  expect(definition.weights?.(config, shapes) ?? []).toEqual(
    Object.entries(stored).map(([name, { shape }]) => ({ name, shape })),
  );
  const weights = definition.prepareWeights?.(config, stored, 'layer') ?? stored;
  const output = definition.forward?.({ config, weights, inputs, outputShape, kerasMajor: 2 });
  expect(output?.shape).toEqual(entry.output.shape);
  expectClose(output?.data ?? new Float32Array(0), entry.output.data);
}

/** Compares with a tolerance relative to the largest expected value. */
function expectClose(actual: Float32Array, expected: readonly number[]): void {
  const largest = expected.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  const worst = expected.reduce(
    (max, value, i) => Math.max(max, Math.abs(value - (actual[i] ?? NaN))),
    0,
  );
  expect(actual.length).toBe(expected.length);
  expect(worst / Math.max(largest, 1)).toBeLessThanOrEqual(FLOAT32_ORDER_TOLERANCE);
}

function tensorOf({ shape, data }: FixtureTensor): Tensor {
  return tensor(Float32Array.from(data), shape);
}
