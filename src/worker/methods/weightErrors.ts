import { weightError } from '../../core/quantize/weightError.ts';
import { derivation } from '../../project/assess.ts';
import { defineMethod } from './define.ts';

/** Measures what the plan's bits do to the weights; empty while no layer is quantized, and for an .fbz. */
export const weightErrors = defineMethod('weightErrors', async ({ plan }, { document, pause }) => {
  const { loaded } = document();
  const graph = loaded.kind === 'keras' ? derivation(loaded.graph, plan).quantized : null;
  const errors: { name: string; relativeError: number }[] = [];
  for (const node of graph?.layers ?? []) {
    const relativeError = weightError(node);
    if (relativeError === null) continue;
    errors.push({ name: node.name, relativeError });
    await pause();
  }
  return errors;
});
