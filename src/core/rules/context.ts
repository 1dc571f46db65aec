import type { AkidaModel } from '../akida/model.ts';
import { blocksOf, type BlockPartition } from '../analysis/blocks.ts';
import type { ChipInput } from '../analysis/chipPlan.ts';
import { outputShapes, type GraphShapes } from '../analysis/outputShapes.ts';
import { segmentsOf, type Segment } from '../analysis/segment.ts';
import { notSerialReason, type LayerNode, type ModelGraph } from '../ir/graph.ts';
import { isLayer } from '../layers/define.ts';
import { inputLayer } from '../layers/inputLayer.ts';
import { isQuantizedActivation, isQuantizedNeural } from '../layers/layerGroups.ts';
import { akida1 } from '../targets/akida1.ts';
import type { ChipGeneration } from '../targets/define.ts';

/** Everything a rule may look at. Graphs may be branched, hold unknown layers and open shapes. */
export interface RuleContext {
  readonly graph: ModelGraph;
  /** The layers without the InputLayer, when they follow one another; null for a branched model. */
  readonly chain: readonly LayerNode[] | null;
  readonly segments: readonly Segment[];
  readonly shapes: GraphShapes;
  readonly blocks: BlockPartition;
  readonly input: ChipInput;
  /** What the runtime and the file of the chip take. */
  readonly generation: ChipGeneration;
  /** True as soon as one layer is quantized: the model is on its way to conversion. */
  readonly isQuantized: boolean;
  /** The integer model, once nothing stands against conversion. */
  readonly converted: AkidaModel | null;
}

/** Gathers what rules look at. */
export function contextOf(
  graph: ModelGraph,
  input: ChipInput,
  converted: AkidaModel | null = null,
  generation: ChipGeneration = akida1,
): RuleContext {
  const isSerial = notSerialReason(graph) === null;
  return {
    graph,
    chain: isSerial ? graph.layers.filter((node) => !isLayer(node, inputLayer)) : null,
    segments: segmentsOf(graph),
    shapes: outputShapes(graph),
    blocks: blocksOf(graph),
    input,
    generation,
    isQuantized: graph.layers.some(
      (node) => isQuantizedNeural(node) || isQuantizedActivation(node),
    ),
    converted,
  };
}

/** The conversion's settings with their defaults. */
export function inputOptions({ inputScaling, inputIsImage = true }: Partial<ChipInput>): ChipInput {
  return inputScaling === undefined ? { inputIsImage } : { inputIsImage, inputScaling };
}
