import { describe, expect, it } from 'vitest';
import { runGraph } from '../forward/runner.ts';
import { layerNamed, type ModelGraph } from '../ir/graph.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import { verifyGraph } from '../analysis/verify.ts';
import type { Fix } from '../fixes/define.ts';
import { fitsTogether } from '../fixes/graphEdits.ts';
import { fixes } from '../fixes/index.ts';
import { checkModel, type CheckOptions } from '../check/checkModel.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { buildChain, type LayerSpec } from './buildChain.ts';
import { seededRandom } from './random.ts';

/** Sums in another order, and weights multiplied in float32: relative to the largest output. */
const FLOAT32_TOLERANCE = 2e-6;
const SAMPLES = 3;

interface FixCase {
  readonly name: string;
  /** Default: (8, 8, 3). */
  readonly input?: readonly number[];
  readonly layers: readonly LayerSpec[];
  /** Layer the fix is applied to. */
  readonly layer: string;
}

/** A model that the fix changes. */
export interface AppliedCase extends FixCase {
  readonly exact: boolean;
  /** The model has a layer that we cannot run before the fix: what it computes is compared elsewhere. */
  readonly cannotRun?: true;
  /** Rule whose violation on that layer must be gone. */
  readonly rule: string;
  readonly options?: CheckOptions;
  /** Class and name of every layer behind the input afterwards. */
  readonly becomes: readonly string[];
}

/** What a fix must do and where it must not apply. */
export interface FixTable {
  readonly applies: readonly [AppliedCase, ...AppliedCase[]];
  readonly refuses: readonly [FixCase, ...FixCase[]];
}

/** Tests one fix: the structure changes, the problem is gone, and an exact one leaves the outputs as they were. */
export function fixTester(fix: Fix, { applies, refuses }: FixTable): void {
  describe(`fix ${fix.id}`, () => {
    it('is registered', () => {
      expect(fixes).toContain(fix);
    });
    it.each(applies.map((entry) => [entry.name, entry] as const))('fixes %s', async (_, entry) => {
      const graph = buildChain(entry.input ?? [8, 8, 3], entry.layers);
      const before = violations(graph, entry);
      expect(before).not.toEqual([]);
      expect(fix.rules).toContain(entry.rule);
      const plan = fix.plan(graph, layerNamed(graph, entry.layer));
      expect(plan?.exact).toBe(entry.exact);
      expect(plan?.describe).toMatch(/\.$/);
      const fixed = plan?.apply() ?? graph;
      verifyGraph(fixed, fix.id);
      expect(fixed.layers.slice(1).map((node) => `${node.className} ${node.name}`)).toEqual(
        entry.becomes,
      );
      const left = new Set(violations(fixed, entry));
      expect(before.every((violation) => left.has(violation))).toBe(false);
      expect(outputShapes(fixed).problems.size).toBe(0);
      expect(fitsTogether(fixed)).toBe(true);
      if (entry.exact && !entry.cannotRun) await expectSameOutputs(graph, fixed);
    });
    it.each(refuses.map((entry) => [entry.name, entry] as const))('leaves %s', (_, entry) => {
      const graph = buildChain(entry.input ?? [8, 8, 3], entry.layers);
      expect(fix.plan(graph, layerNamed(graph, entry.layer))).toBeNull();
    });
  });
}

function violations(graph: ModelGraph, { rule, layer, options }: AppliedCase): readonly string[] {
  return checkModel(graph, options)
    .filter((d) => d.code === `rule/${rule}` && d.where.layer === layer)
    .map((d) => d.message);
}

/** Runs both models on the same random inputs, each in the shape that it takes, and compares what comes out, whatever its axes. */
export async function expectSameOutputs(before: ModelGraph, after: ModelGraph): Promise<void> {
  const full = inputShape(before);
  const random = seededRandom(3);
  const data = Float32Array.from(
    { length: full.reduce((a, b) => a * b, 1) },
    () => random() * 2 - 1,
  );
  const [wanted, found] = await Promise.all(
    [before, after].map(
      async (graph) => (await runGraph(graph, { shape: inputShape(graph), data })).outputs[0],
    ),
  );
  expectClose(wanted, found);
}

function inputShape(graph: ModelGraph): readonly number[] {
  const [, ...shape] = outputShapes(graph).output(graph.layers[0]?.name ?? '') ?? [];
  return [SAMPLES, ...shape.map((dim) => dim ?? 1)];
}

function expectClose(wanted: Tensor | undefined, found: Tensor | undefined): void {
  const expected = wanted?.data ?? new Float32Array();
  const actual = found?.data ?? new Float32Array();
  expect(expected.length).toBeGreaterThan(0);
  expect(actual.length).toBe(expected.length);
  const largest = expected.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  const worst = expected.reduce(
    (max, value, i) => Math.max(max, Math.abs(value - (actual[i] ?? NaN))),
    0,
  );
  expect(largest).toBeGreaterThan(0);
  expect(worst / largest).toBeLessThanOrEqual(FLOAT32_TOLERANCE);
}
