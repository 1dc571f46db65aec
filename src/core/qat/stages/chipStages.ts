import type { ConvertOptions } from '../../convert/convertGraph.ts';
import { convertModel } from '../../convert/convertModel.ts';
import { inputScalingOf, type InputScaling } from '../../convert/inputScaling.ts';
import { invariant } from '../../errors/diagnostic.ts';
import { blocksOf, roleOf, type Block } from '../../ir/blocks.ts';
import type { LayerNode, ModelGraph } from '../../ir/graph.ts';
import { outputShapes } from '../../ir/outputShapes.ts';
import { isLayer } from '../../layers/define.ts';
import { dropout } from '../../layers/dropout.ts';
import { globalAveragePooling2d } from '../../layers/globalAveragePooling2d.ts';
import { maxPooling2d } from '../../layers/maxPooling2d.ts';
import { quantizedDense } from '../../layers/quantizedDense.ts';
import type { QuantizerConfig } from '../../layers/quantizerParam.ts';
import { runPasses } from '../../passes/define.ts';
import { dropDropout } from '../../passes/dropDropout.ts';
import { beforeConvert } from '../../passes/index.ts';
import { activationGrid, type ActivationGrid } from '../../quantize/activationStep.ts';
import { chipKernels } from './chipKernels.ts';
import { chipStage, type ChipLayer } from './chipStage.ts';
import type { Stage } from './define.ts';
import { reshapeStageOf } from './kerasStages.ts';
import { dropoutStage } from './shapeStages.ts';

/** The largest value of a pixel, and of a sparse 4-bit input. */
const LARGEST_PIXEL = 255;
const LARGEST_SPARSE = 15;

/**
 * The stages of the network that a quantized model converts to, on its integer inputs. Dropout acts on the spikes that go into the next
 * neural layer.
 * @returns the stages, and the graph whose weights they train: BatchNormalization is folded, Dropout stays
 * @throws StudioError of `convertModel` for a model that does not convert
 */
export function chipStages(
  graph: ModelGraph,
  options: ConvertOptions = {},
): { readonly stages: readonly Stage[]; readonly prepared: ModelGraph } {
  convertModel(graph, options);
  const { inputIsImage = true } = options;
  const prepared = runPasses(graph, beforeConvert);
  const rates = dropoutRates(graph);
  const blocks = new Map(blocksOf(prepared).blocks.map((block) => [block.neural.name, block]));
  const stages: Stage[] = [];
  let inputScaling = inputScalingOf(graph, options.inputScaling);
  let maxInput = inputIsImage ? LARGEST_PIXEL : LARGEST_SPARSE;
  let seesPixels = inputIsImage;
  for (const node of prepared.layers) {
    if (roleOf(node) === 'reshape') stages.push(reshapeStageOf(prepared, node));
    const block = blocks.get(node.name);
    if (!block) continue;
    const rate = rates.get(node.name) ?? 0;
    if (rate > 0) stages.push(dropoutStage(`${node.name}/dropout`, rate));
    const layer = chipLayer(prepared, block, { inputScaling, maxInput, seesPixels });
    stages.push(chipStage(layer));
    seesPixels = false;
    if (!layer.activation) continue;
    inputScaling = [1 / layer.activation.step, 0];
    maxInput = layer.activation.levels;
  }
  return { stages, prepared: withDropout(graph, prepared) };
}

/** The graph that conversion prepared, with the Dropout layers it drops: training goes on with them. */
function withDropout(graph: ModelGraph, prepared: ModelGraph): ModelGraph {
  const passes = beforeConvert.filter((pass) => pass !== dropDropout);
  const kept = runPasses(graph, passes);
  const names = kept.layers.filter((node) => roleOf(node) !== 'dropout').map(({ name }) => name);
  // A Dropout between two layers that should have changed places or been folded keeps them from it.
  const same = names.join() === prepared.layers.map(({ name }) => name).join();
  return same ? kept : prepared;
}

function chipLayer(
  graph: ModelGraph,
  block: Block,
  input: {
    readonly inputScaling: InputScaling;
    readonly maxInput: number;
    readonly seesPixels: boolean;
  },
): ChipLayer {
  const { neural } = block;
  const { quantizer } = neural.config as { readonly quantizer?: QuantizerConfig };
  invariant(quantizer, `"${neural.name}" is not quantized`);
  const pool = poolOf(graph, block);
  return {
    node: neural,
    kernels: chipKernels(neural, input.inputScaling),
    quantizer,
    ...input,
    activation: activationOf(block),
    pool,
    saturates: pool !== null || isLayer(neural, quantizedDense),
  };
}

function activationOf(block: Block): ActivationGrid | null {
  for (const node of block.layers) {
    const grid = activationGrid(node);
    if (grid) return grid;
  }
  return null;
}

function poolOf(graph: ModelGraph, block: Block): ChipLayer['pool'] {
  for (const node of block.layers) {
    if (isLayer(node, globalAveragePooling2d))
      return { type: 'average', cells: cellsOf(graph, node) };
    if (isLayer(node, maxPooling2d)) {
      const { poolSize, strides, padding } = node.config;
      // A pool of one cell is none: the chip then keeps all 32 bits.
      if (poolSize[0] === 1 && poolSize[1] === 1 && (strides ?? poolSize).join() === '1,1')
        return null;
      return { type: 'max', poolSize, strides: strides ?? poolSize, padding };
    }
  }
  return null;
}

function cellsOf(graph: ModelGraph, pool: LayerNode): number {
  const [, height = 1, width = 1] = outputShapes(graph).inputs(pool)[0] ?? [];
  return (height ?? 1) * (width ?? 1);
}

/** By neural layer, the share of its inputs that the Dropout layers before it silence. */
function dropoutRates(graph: ModelGraph): ReadonlyMap<string, number> {
  const rates = new Map<string, number>();
  let kept = 1;
  for (const node of graph.layers) {
    if (isLayer(node, dropout)) kept *= 1 - node.config.rate;
    if (roleOf(node) !== 'neural') continue;
    rates.set(node.name, 1 - kept);
    kept = 1;
  }
  return rates;
}
