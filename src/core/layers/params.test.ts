import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../ir/json.ts';
import { activation } from './activation.ts';
import { parseConfig, serializeConfig } from './define.ts';
import { leakyRelu } from './leakyRelu.ts';
import { ParamError } from './params.ts';
import { relu } from './relu.ts';
import { rescaling } from './rescaling.ts';
import { zeroPadding2d } from './zeroPadding2d.ts';

describe('spellings of other Keras versions', () => {
  it('keeps the spelling of the slope that the file has', () => {
    const keras2: JsonObject = { alpha: 0.1 };
    const keras3: JsonObject = { negative_slope: 0.1 };
    for (const file of [keras2, keras3]) {
      const config = parseConfig(leakyRelu.params, file);
      expect(config.negativeSlope).toBe(0.1);
      expect(serializeConfig(leakyRelu.params, { negativeSlope: 0.2 }, file)).toEqual(
        Object.fromEntries(Object.keys(file).map((key) => [key, 0.2])),
      );
    }
    expect(serializeConfig(leakyRelu.params, { negativeSlope: 0.2 }, {})).toEqual({
      negative_slope: 0.2,
    });
  });

  it('reads activations as a name, nothing, or a Keras 3 object', () => {
    const named = (value: JsonObject) => parseConfig(activation.params, value).activation;
    expect(named({ activation: 'relu' })).toBe('relu');
    expect(named({ activation: null })).toBe('linear');
    expect(
      named({
        activation: { module: 'builtins', class_name: 'function', config: 'relu6' },
      }),
    ).toBe('relu6');
  });

  it('reads lists per channel, wrapped by Keras 3 or not', () => {
    const wrapped = { class_name: '__numpy__', config: { value: [0.5, 2], dtype: 'float32' } };
    expect(parseConfig(rescaling.params, { scale: [0.5, 2] }).scale).toEqual([0.5, 2]);
    expect(parseConfig(rescaling.params, { scale: wrapped }).scale).toEqual([0.5, 2]);
    expect(parseConfig(rescaling.params, { scale: 3 })).toEqual({ scale: 3, offset: 0 });
  });

  it('reads paddings as one number, two, or two pairs', () => {
    const padded = (padding: JsonObject[string]) =>
      parseConfig(zeroPadding2d.params, { padding }).padding;
    expect(padded(2)).toEqual([
      [2, 2],
      [2, 2],
    ]);
    expect(padded([1, 0])).toEqual([
      [1, 1],
      [0, 0],
    ]);
    expect(
      padded([
        [0, 1],
        [2, 3],
      ]),
    ).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  it.each([
    [relu, { max_value: '6' }],
    [zeroPadding2d, { padding: [[1, -1], 0] }],
    [zeroPadding2d, { padding: [1, 2, 3] }],
    [rescaling, { scale: ['a'] }],
    [rescaling, {}],
  ])('refuses a value that does not fit: %#', (definition, serialized) => {
    expect(() => parseConfig(definition.params, serialized)).toThrow(ParamError);
  });
});
