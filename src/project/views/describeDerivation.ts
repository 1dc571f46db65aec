import { packedSize } from '../../core/akida/model.ts';
import { bitsOfGraph } from './bitsOfGraph.ts';
import type { Derivation } from '../assess.ts';
import { describeGraph } from './describeGraph.ts';
import type { Derived } from '../../worker/methods/contract.ts';
import type { ConversionSettings } from '../plan.ts';

/** What the page shows of a derivation. */
export function describeDerivation(
  { edited, quantized, akida, diagnostics }: Derivation,
  { inputKind }: ConversionSettings,
): Derived {
  const graph = describeGraph(edited, quantized, inputKind);
  return {
    graph,
    diagnostics,
    bits: bitsOfGraph(graph),
    converted: akida && { layers: akida.layers.length, packedBytes: packedSize(akida) },
  };
}
