import { checkAkidaModel } from '../../core/rules/checkModel.ts';
import { writeFbz } from '../../core/fbz/writeFbz.ts';
import { bitsOfGraph } from '../bitsOfGraph.ts';
import { derivation } from '../derivation.ts';
import { describeAkida } from '../describeAkida.ts';
import { describeGraph } from '../describeGraph.ts';
import { defineMethod } from './define.ts';

/** Works out graph, problems and conversion of the open model under a plan. */
export const derive = defineMethod('derive', async ({ plan }, { document, pause }) => {
  const { summary, loaded } = document();
  if (loaded.kind === 'akida') {
    const graph = describeAkida(loaded.model, summary.name);
    return {
      graph,
      diagnostics: checkAkidaModel(loaded.model, plan.settings.hardware),
      bits: bitsOfGraph(graph),
      converted: { layers: loaded.model.layers.length, fileBytes: summary.bytes },
    };
  }
  // A burst of changes: only the last one is worked out, the others are cancelled here.
  await pause();
  const { edited, quantized, akida, diagnostics } = derivation(loaded.graph, plan);
  const graph = describeGraph(edited, quantized, plan.settings.inputKind);
  return {
    graph,
    diagnostics,
    bits: bitsOfGraph(graph),
    converted: akida && { layers: akida.layers.length, fileBytes: writeFbz(akida).length },
  };
});
