import { layerNamed, type ModelGraph } from '../../../src/core/ir/graph.ts';
import type { Fix } from '../../../src/core/fixes/define.ts';
import { buildChain } from '../../../src/core/testing/buildChain.ts';
import type { FixTable } from '../../../src/core/testing/fixTester.ts';
import { fixTables } from '../recorders/index.ts';
import { codesGone } from './ruleExamples.ts';

/** A model of a fix's own tests, before and after. */
export interface FixExample {
  readonly name: string;
  /** Layer the fix was applied to. */
  readonly layer: string;
  readonly className: string;
  readonly before: ModelGraph;
  readonly after: ModelGraph;
  readonly exact: boolean;
  readonly describe: string;
  /** Codes of the problems that are gone. */
  readonly gone: readonly string[];
}

/** The models that a fix is tested on. @throws Error when its test file has no table */
export function fixExamples(fix: Fix): readonly FixExample[] {
  return tableOf(fix).applies.map((entry) => {
    const before = buildChain(entry.input ?? [8, 8, 3], entry.layers);
    const node = layerNamed(before, entry.layer);
    const plan = fix.plan(before, node);
    if (!plan) throw new Error(`Fix ${fix.id} no longer applies to its own case "${entry.name}".`);
    const after = plan.apply();
    const gone = codesGone(before, after, entry.options ?? {});
    const { exact, describe } = plan;
    const { name, layer } = entry;
    return { name, layer, className: node.className, before, after, exact, describe, gone };
  });
}

/** What the fix leaves alone, in the words of its tests. */
export function refusedCases(fix: Fix): readonly string[] {
  return tableOf(fix).refuses.map(({ name }) => name);
}

function tableOf(fix: Fix): FixTable {
  const table = fixTables.get(fix.id);
  if (!table) throw new Error(`The tests of fix ${fix.id} have no table that fixTester was given.`);
  return table;
}
