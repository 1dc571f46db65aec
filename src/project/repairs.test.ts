import { expect, it } from 'vitest';
import { outputShapes } from '../core/analysis/outputShapes.ts';
import { quantizeModel } from '../core/quantize/quantizeModel.ts';
import { writeKerasH5 } from '../core/keras/writeKerasH5.ts';
import { buildChain } from '../core/testing/buildChain.ts';
import { conv, dense, globalAverage, relu } from '../core/testing/layerSpecs.ts';
import { assess } from './assess.ts';
import { readDocument, type StudioDocument } from './document.ts';
import { initialPlan, type Plan } from './plan.ts';
import { planRepairs, previewRepairs, withSteps } from './repairs.ts';

const BITS = { inputWeightBits: 8, weightBits: 4, activationBits: 4 };

const open = async (graph: Parameters<typeof writeKerasH5>[0]): Promise<StudioDocument> =>
  readDocument([{ name: 'm.h5', bytes: await writeKerasH5(graph) }]);

/** A layer that cannot be quantized, and convolutions inside that do not pad. */
const refused = () =>
  open(
    buildChain(
      [16, 16, 3],
      [
        conv('a', { padding: 'same' }),
        relu('l'),
        conv('w', { padding: 'same', activation: 'relu' }),
        conv('b', { padding: 'valid' }),
        relu('r'),
        conv('c', { padding: 'valid' }),
        globalAverage('g'),
        relu('s'),
        dense('d'),
      ],
    ),
  );

function withBits(plan: Plan): Plan {
  return { ...plan, settings: { ...plan.settings, bits: BITS } };
}

const codes = (document: StudioDocument, plan: Plan) =>
  assess(document, plan)
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ code, where }) => `${code} ${where.layer ?? ''}`);

const mapOf = (document: StudioDocument, plan: Plan, layer: string) => {
  const { edited } = assess(document, plan);
  return edited && outputShapes(edited).output(layer);
};

it('a fix of a limit of the chip stays when bits are chosen, though the model cannot be quantized', async () => {
  const document = await refused();
  const found = assess(document, initialPlan).diagnostics;
  const { edit } = found.find(({ code }) => code === 'rule/hw-padding') ?? {};
  expect(edit).toMatchObject({ on: 'model', layer: 'b' });
  const plan = { ...initialPlan, edits: edit ? [edit] : [] };
  expect(codes(document, plan)).not.toContain('rule/hw-padding b');
  expect(mapOf(document, plan, 'b')).toEqual([null, 16, 16, 4]);
  expect(assess(document, withBits(plan)).quantized).toBeNull();
  expect(codes(document, withBits(plan))).toEqual(codes(document, plan));
  expect(mapOf(document, withBits(plan), 'b')).toEqual([null, 16, 16, 4]);
});

it('so does one that an earlier version kept for the quantized model', async () => {
  const document = await refused();
  const step = { on: 'quantized', pass: 'same-padding', layer: 'b' } as const;
  const plan = withSteps(initialPlan, [step]);
  expect(codes(document, withBits(plan))).not.toContain('rule/hw-padding b');
  expect(mapOf(document, withBits(plan), 'b')).toEqual([null, 16, 16, 4]);
});

it('one request mends everything, as one edit, with the same result before and after bits are chosen', async () => {
  const document = await refused();
  const { steps, exact, after, items } = previewRepairs(document, initialPlan, { fixes: 'all' });
  expect(exact).toBe(false);
  expect(after.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(items.find(({ pass }) => pass === 'same-padding')?.layers).toEqual(['b', 'c']);
  const plan = withSteps(initialPlan, steps);
  expect(plan.edits).toHaveLength(1);
  expect(codes(document, withBits(plan))).toEqual([]);
});

it('bits are mended on the quantized model, everything else before', async () => {
  const chain = [
    ...[conv('a', { padding: 'same' }), relu('r'), conv('b', { padding: 'valid' })],
    ...[globalAverage('g'), relu('s'), dense('d')],
  ];
  const graph = quantizeModel(buildChain([16, 16, 3], chain), {
    ...{ inputWeightBits: 8, weightBits: 3, activationBits: 4 },
  });
  const document = await open(graph);
  const { steps } = planRepairs(document, initialPlan, { fixes: 'all' });
  const on = (place: string) => steps.filter((step) => step.on === place).map(({ pass }) => pass);
  expect(on('quantized')).toEqual(['supported-bits', 'supported-bits']);
  expect(on('model')).not.toContain('supported-bits');
  expect(codes(document, withSteps(initialPlan, steps))).toEqual([]);
});

it('one problem is mended with what the fix brings about, and nothing else', async () => {
  const document = await refused();
  const request = { fixes: 'all', rule: 'hw-padding', layer: 'b' } as const;
  const { steps } = previewRepairs(document, initialPlan, request);
  expect(steps).toEqual([{ on: 'model', pass: 'same-padding', layer: 'b' }]);
});
