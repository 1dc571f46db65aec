import { topClasses } from '../../core/forward/classes.ts';
import { sliceSamples } from '../../core/forward/inputs.ts';
import type { ModelGraph } from '../../core/ir/graph.ts';
import { createTrainingGraph, type TrainingMode } from '../../core/qat/trainingGraph.ts';
import type { Tensor } from '../../core/tensor/tensor.ts';
import { convertOptions } from '../options.ts';
import type { ConversionSettings } from '../plan.ts';

const BATCH = 64;

/** Classes that a model predicts, computed as in its training. @throws StudioError of the training graph and the backend */
export async function predictAsTrained(
  quantized: ModelGraph,
  { mode, conversion }: { readonly mode: TrainingMode; readonly conversion: ConversionSettings },
  images: Tensor<Uint8Array>,
  signal: AbortSignal,
): Promise<Int32Array> {
  const options = { ...convertOptions(conversion), mode };
  const run = createTrainingGraph(quantized, options).inference();
  const count = images.shape[0] ?? 0;
  const classes = new Int32Array(count);
  try {
    for (let from = 0; from < count; from += BATCH) {
      signal.throwIfAborted();
      const to = Math.min(from + BATCH, count);
      const logits = await run.logits(sliceSamples(images, from, to));
      const shape = [to - from, logits.length / (to - from)];
      classes.set(topClasses({ data: logits, shape }) ?? [], from);
    }
  } finally {
    run.dispose();
  }
  return classes;
}
