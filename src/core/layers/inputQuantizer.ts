import { roundHalfEven } from '../tensor/floats.ts';
import { tensor } from '../tensor/tensor.ts';
import { defineLayer, weightOf } from './define.ts';
import { fractionBits, saturate } from './fixedPoint.ts';
import { bool, int, oneOf } from './params.ts';
import { onlyInput, passShape } from './shapes.ts';

export const inputQuantizer = defineLayer({
  className: 'Custom>InputQuantizer',
  role: 'rescaling',
  doc: 'Rounds real inputs to integers in steps of a power of two: the first layer of a model of QuantizeML.',
  source: 'https://pypi.org/project/quantizeml/ layers/quantizer_layers.py (Apache-2.0)',
  params: {
    bits: int('bitwidth', 'Bits of a value.', 8),
    signed: bool('signed', 'Whether values may be negative.', true),
    axis: oneOf(
      'axis',
      'One range for all, or one a channel.',
      ['per-tensor', 'per-axis'],
      'per-tensor',
    ),
  },
  weights: ({ axis }, [input]) => {
    const shape = axis === 'per-axis' ? [input?.at(-1) ?? 1] : [];
    return [
      { name: 'range_min', shape },
      { name: 'range_max', shape },
    ];
  },
  outputShape: passShape,
  forward: ({ config, weights, inputs }) => {
    const { fround } = Math;
    const input = onlyInput(inputs);
    const [min, max] = [weightOf(weights, 'range_min').data, weightOf(weights, 'range_max').data];
    const valueBits = config.signed ? config.bits - 1 : config.bits;
    const points = Array.from(max, (most, c) => {
      const least = min[c] ?? 0;
      const range = config.signed
        ? Math.max(Math.abs(most), Math.abs(least))
        : fround(most - least);
      const factor = 2 ** fractionBits(valueBits, range);
      const zero = config.signed ? 0 : saturate(roundHalfEven(fround(-least * factor)), valueBits);
      return { factor, zero };
    });
    const output = input.data.map((value, i) => {
      const { factor, zero } = points[i % points.length] ?? { factor: 1, zero: 0 };
      const rounded = saturate(roundHalfEven(fround(value * factor)), valueBits);
      return saturate(rounded + zero, valueBits) / factor;
    });
    return tensor(output, input.shape);
  },
});
