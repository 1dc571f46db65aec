import { packedSize } from '../core/akida/packedSize.ts';
import { bitsOfGraph } from './bitsOfGraph.ts';
import type { Derivation } from './derivation.ts';
import { describeGraph } from './describeGraph.ts';
import type { Derived } from './methods/contract.ts';
import type { ConversionSettings } from './plan.ts';

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
