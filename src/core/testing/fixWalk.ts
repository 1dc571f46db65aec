import { expect } from 'vitest';
import { checkModel, type CheckOptions } from '../check/checkModel.ts';
import { fixesFor } from '../fixes/index.ts';
import type { ModelGraph } from '../ir/graph.ts';

/** More than any model here needs. */
const MOST_FIXES = 300;

/**
 * Does the best fix of the first error again and again. No error may come up on a layer that was not told of before, unless the fix that
 * brought it up names the layer.
 * @returns the model after the last fix, and what no fix answers: `code layer`
 */
export function walkFixes(
  graph: ModelGraph,
  options: CheckOptions = {},
): { readonly graph: ModelGraph; readonly left: readonly string[] } {
  const told = new Set<string>();
  let [current, explained] = [graph, ''];
  for (let step = 0; step < MOST_FIXES; step++) {
    const errors = checkModel(current, options).filter(({ severity }) => severity === 'error');
    for (const { code, where } of errors) {
      const layer = where.layer ?? '';
      const isKnown = step === 0 || told.has(layer) || explained.includes(`"${layer}"`);
      expect(isKnown, `${code} ${layer} came up behind: ${explained}`).toBe(true);
      told.add(layer);
    }
    const violation = errors.find(({ fix }) => fix);
    const [best] = violation ? fixesFor(current, violation) : [];
    if (!best) {
      const left = errors.map(({ code, where }) => `${code.slice(5)} ${where.layer ?? ''}`);
      return { graph: current, left };
    }
    explained = best.describe;
    current = best.apply();
  }
  throw new Error('the fixes do not end');
}
