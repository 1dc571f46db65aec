import { isStudioError, type Diagnostic } from '../core/errors/diagnostic.ts';
import type { ModelGraph } from '../core/ir/graph.ts';
import { quantizeModel } from '../core/quantize/quantizeModel.ts';
import type { ConversionSettings, Plan } from './plan.ts';

/** What follows from an opened graph and a plan, step by step. */
export interface Derivation {
  /** The graph after the user's edits. */
  readonly edited: ModelGraph;
  /** The edited graph with the settings' bits; null while it cannot be quantized. */
  readonly quantized: ModelGraph | null;
  readonly diagnostics: readonly Diagnostic[];
}

let last: { source: ModelGraph; plan: string; value: Derivation } | null = null;

/** Replays a plan on the opened graph. The latest result is kept: several methods ask for the same one. */
export function derivation(source: ModelGraph, plan: Plan): Derivation {
  const key = JSON.stringify(plan);
  if (last?.source === source && last.plan === key) return last.value;
  const value = derive(source, plan);
  last = { source, plan: key, value };
  return value;
}

function derive(source: ModelGraph, { settings }: Plan): Derivation {
  const edited = source;
  const { quantized, diagnostics } = quantize(edited, settings);
  return { edited, quantized, diagnostics };
}

function quantize(
  edited: ModelGraph,
  { bits, layers, quantizer, foldBatchNorm }: ConversionSettings,
): Pick<Derivation, 'quantized' | 'diagnostics'> {
  if (!bits) return { quantized: edited, diagnostics: [] };
  try {
    const options = { ...bits, layers, quantizer, foldBatchNorm };
    return { quantized: quantizeModel(edited, options), diagnostics: [] };
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return { quantized: null, diagnostics: error.diagnostics };
  }
}
