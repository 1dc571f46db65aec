import type { ConvertOptions } from '../../convert/convertGraph.ts';
import { convertModel } from '../../convert/convertModel.ts';
import { invariant } from '../../errors/diagnostic.ts';
import { roleOf } from '../../analysis/blocks.ts';
import { chipPlan, type ChipLayer } from '../../analysis/chipPlan.ts';
import type { ModelGraph } from '../../ir/graph.ts';
import { isLayer } from '../../layers/define.ts';
import { dropout } from '../../layers/dropouts.ts';
import { maxPooling2d } from '../../layers/maxPooling2d.ts';
import { runPasses } from '../../passes/define.ts';
import { dropDropout } from '../../passes/dropDropout.ts';
import { beforeConvert } from '../../passes/index.ts';
import { chipKernels } from './chipKernels.ts';
import type { Sparsity } from '../sparsity.ts';
import { chipStage, type TrainedChipLayer } from './chipStage.ts';
import type { TrainingStage } from './define.ts';
import { reshapeStageOf } from './kerasStages.ts';
import { dropoutStage } from './plainStages.ts';
import { sparsityStage } from './sparsityStage.ts';

/**
 * The stages of the network that a quantized model converts to, on its integer inputs. Dropout acts on the spikes that go into the next
 * neural layer.
 * @param sparsity  charges the spikes that go into another layer
 * @returns the stages, and the graph whose weights they train: BatchNormalization is folded, Dropout stays
 * @throws StudioError of `convertModel` for a model that does not convert
 */
export function chipStages(
  graph: ModelGraph,
  options: ConvertOptions = {},
  sparsity: Sparsity | null = null,
): { readonly stages: readonly TrainingStage[]; readonly prepared: ModelGraph } {
  convertModel(graph, options);
  const { inputIsImage = true } = options;
  const prepared = runPasses(graph, beforeConvert);
  const rates = dropoutRates(graph);
  const plan = chipPlan(prepared, { ...options, inputIsImage });
  const layers = new Map(plan.map((layer) => [layer.node.name, layer]));
  const stages: TrainingStage[] = [];
  for (const node of prepared.layers) {
    if (roleOf(node) === 'reshape') stages.push(reshapeStageOf(prepared, node));
    const layer = layers.get(node.name);
    if (!layer) continue;
    const rate = rates.get(node.name) ?? 0;
    if (rate > 0) stages.push(dropoutStage(`${node.name}/dropout`, rate));
    stages.push(chipStage(trainedLayer(layer)));
    if (sparsity && layer.grid && !layer.isLast) {
      stages.push(sparsityStage(`${node.name}/sparsity`, sparsity, layer.grid.step));
    }
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

function trainedLayer(layer: ChipLayer): TrainedChipLayer {
  const { node, quantizer, inputScaling, maxInput, seesPixels, grid } = layer;
  invariant(quantizer && inputScaling && maxInput, `"${node.name}" converts`);
  const pool = poolOf(layer);
  return {
    node,
    kernels: chipKernels(node, inputScaling),
    ...{ quantizer, inputScaling, maxInput, seesPixels },
    activation: grid,
    pool,
    saturates: pool !== null || layer.kind === 'FullyConnected',
  };
}

function poolOf({ pooling, pool, cells }: ChipLayer): TrainedChipLayer['pool'] {
  if (pooling.type === 'globalAverage') return { type: 'average', cells: cells ?? 1 };
  if (pooling.type === 'none' || pool === null || !isLayer(pool, maxPooling2d)) return null;
  const { size, strides } = pooling;
  // A pool of one cell is none: the chip then keeps all 32 bits.
  if ([...size, ...strides].every((side) => side === 1)) return null;
  return { type: 'max', poolSize: size, strides, padding: pool.config.padding };
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
