import { describeAkida } from '../describeAkida.ts';
import { describeGraph } from '../describeGraph.ts';
import { derivation } from '../derivation.ts';
import { defineMethod } from './define.ts';

/** Works out graph and problems of the open model under a plan. */
export const derive = defineMethod('derive', ({ plan }, { document }) => {
  const { summary, loaded } = document();
  if (loaded.kind === 'akida') {
    return { graph: describeAkida(loaded.model, summary.name), diagnostics: [] };
  }
  const { edited, quantized, diagnostics } = derivation(loaded.graph, plan);
  return {
    graph: describeGraph(edited, quantized, plan.settings.inputKind),
    diagnostics,
  };
});
