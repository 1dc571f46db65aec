import type { ModelGraph } from '../../core/ir/graph.ts';
import { fail } from '../../core/errors/diagnostic.ts';
import { applySafeFixes } from '../../core/check/applySafeFixes.ts';
import { planFix } from '../../core/fixes/index.ts';
import { checkOptions } from '../../project/coreOptions.ts';
import { derivation } from '../../project/assess.ts';
import { describeDerivation } from '../../project/views/describeDerivation.ts';
import type { GraphEdit, Plan } from '../../project/plan.ts';
import type { EditPreview } from './contract.ts';
import { defineMethod } from './define.ts';

/** Tells what an edit would do, without doing it. @throws StudioError fix/not-applicable, studio/no-model */
export const previewEdit = defineMethod('previewEdit', ({ plan, edit }, { document }) => {
  const { loaded } = document();
  if (loaded.kind === 'akida') fail('studio/no-model', {}, 'Fix');
  const after = { ...plan, edits: [...plan.edits, edit] };
  return {
    ...describeEdit(loaded.graph, plan, edit),
    after: describeDerivation(derivation(loaded.graph, after), plan.settings),
  };
});

function describeEdit(
  source: ModelGraph,
  plan: Plan,
  edit: GraphEdit,
): Pick<EditPreview, 'describe' | 'exact'> {
  const { edited, quantized } = derivation(source, plan);
  if (edit.kind === 'safeFixes') {
    const { applied } = applySafeFixes(edited, checkOptions(plan.settings));
    return { describe: applied.map(({ describe }) => describe), exact: true };
  }
  if (edit.kind === 'trained') return { describe: ['Uses the trained weights.'], exact: false };
  const graph = edit.on === 'model' ? edited : (quantized ?? edited);
  const { describe, exact } = planFix(graph, edit);
  return { describe: [describe], exact };
}
