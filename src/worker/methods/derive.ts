import { packedSize } from '../../core/akida/model.ts';
import { checkAkidaModel } from '../../core/check/checkModel.ts';
import { bitsOfGraph } from '../../project/views/bitsOfGraph.ts';
import { derivation } from '../../project/assess.ts';
import { describeAkida } from '../../project/views/describeAkida.ts';
import { describeDerivation } from '../../project/views/describeDerivation.ts';
import { withReason } from '../../project/ruleDocs.ts';
import { defineMethod } from './define.ts';

/** Works out graph, problems and conversion of the open model under a plan. */
export const derive = defineMethod('derive', async ({ plan }, { document, pause }) => {
  const { summary, loaded } = document();
  if (loaded.kind === 'akida') {
    const graph = describeAkida(loaded.model, summary.name);
    return {
      graph,
      diagnostics: checkAkidaModel(loaded.model, plan.settings.hardware).map(withReason),
      bits: bitsOfGraph(graph),
      converted: { layers: loaded.model.layers.length, packedBytes: packedSize(loaded.model) },
    };
  }
  // A burst of changes: only the last one is worked out, the others are cancelled here.
  await pause();
  return describeDerivation(derivation(loaded.graph, plan), plan.settings);
});
