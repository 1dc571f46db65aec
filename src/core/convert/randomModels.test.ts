import { expect, it } from 'vitest';
import { isStudioError } from '../errors/diagnostic.ts';
import { quantizeModel } from '../quantize/quantizeModel.ts';
import { randomKerasModel } from '../testing/randomKerasModel.ts';
import { convertModel } from './convertModel.ts';
import { verifyConversion } from './verifyConversion.ts';

const MODELS = 400;
const A_TEST = 100;

/** Rules that a model of chance may break; any other refusal is a fault of the generator or of ours. */
const MAY_BREAK: ReadonlySet<string> = new Set([
  'rule/act-step-range',
  'rule/flatten-before-dense',
  'rule/weight-bits',
]);

const met = { converted: 0, values: 0, layers: new Set<string>() };

const runs = Array.from({ length: MODELS / A_TEST }, (_, i) => i * A_TEST);

it.each(runs)(
  'what converts gives what the quantized model gives: models from %i',
  async (from) => {
    for (let seed = from; seed < from + A_TEST; seed++) {
      const { graph, quantize, convert } = randomKerasModel(seed);
      try {
        const quantized = quantizeModel(graph, quantize);
        const verified = await verifyConversion(
          quantized,
          convertModel(quantized, convert),
          convert,
        );
        met.converted++;
        met.values += verified.values;
        graph.layers.forEach(({ className }) => met.layers.add(className));
      } catch (error) {
        if (!isStudioError(error)) throw error;
        const others = error.diagnostics.filter(({ code }) => !MAY_BREAK.has(code));
        expect(others, `model ${seed}`).toEqual([]);
      }
    }
  },
);

it('most models convert, and hold every kind of layer', () => {
  expect(met.converted).toBeGreaterThan(0.7 * MODELS);
  expect(met.values).toBeGreaterThan(1e5);
  expect([...met.layers].sort()).toEqual(
    ['BatchNormalization', 'Conv2D', 'Dense', 'Dropout', 'Flatten', 'GlobalAveragePooling2D']
      .concat(['InputLayer', 'MaxPooling2D', 'ReLU', 'Rescaling', 'Reshape', 'SeparableConv2D'])
      .concat(['Softmax', 'SpatialDropout2D'])
      .sort(),
  );
});
