import { beforeEach, expect, it, vi } from 'vitest';
import { convertGraph } from '../core/convert/convertGraph.ts';
import { writeFbz } from '../core/fbz/writeFbz.ts';
import { runPasses } from '../core/passes/define.ts';
import { quantizeModel } from '../core/quantize/quantizeModel.ts';
import { hardwareRules } from '../core/rules/hardware/index.ts';
import { rules } from '../core/rules/index.ts';
import { goldenFile } from '../core/testing/golden.ts';
import { assess } from './assess.ts';
import { readDocument } from './document.ts';
import { initialPlan, type Plan } from './plan.ts';
import { derive } from './views/derived.ts';

vi.mock('../core/convert/convertGraph.ts', { spy: true });
vi.mock('../core/quantize/quantizeModel.ts', { spy: true });
vi.mock('../core/fbz/writeFbz.ts', { spy: true });
vi.mock('../core/passes/define.ts', { spy: true });

beforeEach(() => {
  vi.clearAllMocks();
});

const opened = () => readDocument([{ name: 'm.h5', bytes: goldenFile('mnist/mnist_float.h5') }]);

function withBits(weightBits: number): Plan {
  const bits = { inputWeightBits: 8, weightBits, activationBits: 4 };
  return { ...initialPlan, settings: { ...initialPlan.settings, bits } };
}

it('a change of bits runs every rule once, quantizes once, converts once, and writes no file', async () => {
  const document = await opened();
  const checks = rules.map((rule) => vi.spyOn(rule, 'check'));
  const limits = hardwareRules.map((rule) => vi.spyOn(rule, 'check'));
  const plan = withBits(4);
  const assessed = assess(document, plan);
  const { converted } = derive(document, plan);
  // Every method that shows something of the plan asks for it anew.
  expect(assess(document, plan)).toBe(assessed);
  expect(converted?.layers).toBe(4);
  expect(checks.map((check) => check.mock.calls.length)).toEqual(rules.map(() => 1));
  expect(limits.map((check) => check.mock.calls.length)).toEqual(hardwareRules.map(() => 4));
  expect(quantizeModel).toHaveBeenCalledTimes(1);
  expect(convertGraph).toHaveBeenCalledTimes(1);
  expect(writeFbz).not.toHaveBeenCalled();
});

it('other bits of the same model do not fold its BatchNormalization again', async () => {
  const document = await opened();
  const four = assess(document, withBits(4)).quantized;
  const two = assess(document, withBits(2)).quantized;
  const prepared = vi.mocked(runPasses).mock.results.map(({ value }) => value as unknown);
  expect(prepared[0]).toBe(prepared[2]);
  expect(four).not.toEqual(two);
});
