import { assess, type Assessment, type Problem } from '../assess.ts';
import type { StudioDocument } from '../document.ts';
import type { BitWidths, Plan } from '../plan.ts';
import { bitsOfGraph, describeAkida, describeGraph } from './describeGraph.ts';
import type { GraphView } from './graphView.ts';

/** Everything that a screen shows of a document under a plan: names and numbers, no tensors. */
export interface Derived {
  readonly graph: GraphView;
  /** In graph order. */
  readonly diagnostics: readonly Problem[];
  /** True: a fix changed what the model computes, so that it learns from the opened model. */
  readonly isChanged: boolean;
  /** Bits of the model after the plan, most layers' where they differ; null while a layer is in float. */
  readonly bits: BitWidths | null;
  /** The network for the chip; null while the model does not convert. */
  readonly converted: {
    readonly layers: number;
    /** What its weights, thresholds and steps take at their bits: see `packedSize`. The size of the file is known once it is written. */
    readonly packedBytes: number;
  } | null;
}

/** What follows from a document and a plan, for a screen. */
export function derive(document: StudioDocument, plan: Plan): Derived {
  const assessment = assess(document, plan);
  const { diagnostics, akida, packedBytes, isChanged } = assessment;
  const graph = viewOf(document, assessment, plan);
  const converted = akida && { layers: akida.layers.length, packedBytes: packedBytes ?? 0 };
  return { graph, diagnostics, isChanged, bits: bitsOfGraph(graph), converted };
}

function viewOf(
  { summary, loaded }: StudioDocument,
  { edited, quantized }: Assessment,
  { settings }: Plan,
): GraphView {
  if (loaded.kind === 'akida') return describeAkida(loaded.model, summary.name);
  return describeGraph(edited ?? loaded.graph, quantized, settings.inputKind);
}
