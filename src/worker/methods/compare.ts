import type { InputScaling } from '../../core/analysis/inputScaling.ts';
import { blockEnds } from '../../core/forward/blockEnds.ts';
import { compareModels } from '../../core/forward/compareModels.ts';
import { kerasInputs } from '../../core/forward/inputs.ts';
import { createRunner, type Runner } from '../../core/forward/runner.ts';
import type { ModelGraph } from '../../core/ir/graph.ts';
import type { NumericArray, Tensor } from '../../core/tensor/tensor.ts';
import { classScores } from '../../project/runs/classScores.ts';
import { modelTrio } from '../../project/modelTrio.ts';
import { preparedSimulator } from '../../project/preparedSimulator.ts';
import { defineMethod } from './define.ts';

const runners = new WeakMap<ModelGraph, Runner>();

/**
 * Runs inputs through the float, the quantized and the spiking model, and tells where the last two part.
 * @throws StudioError studio/not-converted; forward/* and simulate/* of the runs
 */
export const compare = defineMethod(
  'compare',
  async ({ plan, inputs }, { document, signal, progress }) => {
    const { float, quantized, spiking, inputScaling } = modelTrio(document(), plan, 'Compare');
    progress({ step: 'Float model', fraction: 0 });
    const floatHead = float && (await headOf(float, inputs, inputScaling, signal));
    progress({ step: 'Quantized model', fraction: 1 / 3 });
    const quantizedHead = quantized && (await headOf(quantized, inputs, inputScaling, signal));
    const { predict, forward } = await (await preparedSimulator(spiking)).run(inputs, { signal });
    progress({ step: 'Layer by layer', fraction: 2 / 3 });
    const parting = quantized
      ? await compareModels(quantized, spiking, inputs, { inputScaling, signal })
      : null;
    const isHead = predict !== null;
    return {
      scores: {
        unit: isHead ? 'probability' : 'strength',
        float: floatHead && classScores(floatHead, isHead),
        quantized: quantizedHead && classScores(quantizedHead, isHead),
        spiking: classScores(predict ?? forward, isHead),
      },
      parting: parting && { layers: parting.layers, first: parting.firstParting },
    };
  },
);

/** What the last block of a Keras model gives, before a trailing softmax. */
async function headOf(
  graph: ModelGraph,
  pixels: Tensor<NumericArray>,
  scaling: InputScaling,
  signal: AbortSignal,
): Promise<Tensor | null> {
  const runner = runners.get(graph) ?? createRunner(graph);
  runners.set(graph, runner);
  const head = blockEnds(graph).at(-1)?.output;
  if (head === undefined) return null;
  const inputs = kerasInputs(graph, pixels, scaling);
  const { layers } = await runner.run(inputs, { keep: [head], signal });
  return layers.get(head) ?? null;
}
