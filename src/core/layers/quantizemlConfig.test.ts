import { expect, it } from 'vitest';
import {
  paddingValue,
  quantizemlBits,
  quantizemlQuantizer,
  quantizerSetting,
} from './quantizemlConfig.ts';
import { ParamError } from './params.ts';

const source = { weight_quantizer: { bitwidth: 4, axis: -1 }, buffer_bitwidth: 28 };

it('reads the bits of a quantizer, and writes back what stood there', () => {
  const param = quantizemlQuantizer('weight_quantizer', '');
  const config = param.parse(source);
  expect(config).toEqual({ className: 'WeightQuantizer', bits: 4, source });
  expect(param.serialize(config)).toEqual(source);
  expect(quantizemlQuantizer('other', '').parse(source).bits).toBe(8);
  expect(quantizemlBits('weight_quantizer', '').parse(source)).toBe(4);
  expect(quantizerSetting(source, 'weight_quantizer', 'scale_bits')).toBeUndefined();
});

it.each([
  null,
  4,
  [],
  { weight_quantizer: { bitwidth: 0 } },
  { weight_quantizer: { bitwidth: 2.5 } },
])('refuses %j', (value) => {
  expect(() => quantizemlQuantizer('weight_quantizer', '').parse(value)).toThrow(ParamError);
});

it('takes one padding value, a list, or none', () => {
  expect(paddingValue.parse(null)).toBeNull();
  expect(paddingValue.parse(1.5)).toEqual([1.5]);
  expect(paddingValue.parse([0, 1, 2])).toEqual([0, 1, 2]);
  expect(() => paddingValue.parse(['a'])).toThrow(ParamError);
  expect(() => paddingValue.parse([])).toThrow(ParamError);
});
