import { paddedPixel } from '../../akida/model.ts';
import type { ConvertOptions } from '../../convert/convertGraph.ts';
import { convertModel } from '../../convert/convertModel.ts';
import { convertThresholds } from '../../convert/convertThresholds.ts';
import { invariant } from '../../errors/diagnostic.ts';
import { roleOf } from '../../analysis/blocks.ts';
import { chipPlan, type ChipLayer } from '../../analysis/chipPlan.ts';
import type { ModelGraph } from '../../ir/graph.ts';
import { isLayer } from '../../layers/define.ts';
import { dropout } from '../../layers/dropouts.ts';
import { runPasses } from '../../passes/define.ts';
import { dropDropout } from '../../passes/dropDropout.ts';
import { beforeConvert } from '../../passes/index.ts';
import { weightQuantizer } from '../../quantizers/index.ts';
import { integerInputs } from '../../simulate/quantizeInputs.ts';
import type { NumericArray, Tensor } from '../../tensor/tensor.ts';
import { chipKernels, gridKernels } from './chipKernels.ts';
import { chipPoolOf } from './chipPool.ts';
import { chipStage, type TrainedChipLayer } from './chipStage.ts';
import type { TrainingStage } from './define.ts';
import { fixedPointLayers } from './fixedPointLayers.ts';
import { reshapeStageOf } from './kerasStages.ts';
import { optionalParameter } from './parameters.ts';
import { dropoutStage } from './plainStages.ts';

/** A model as stages. */
export interface StagedModel {
  readonly stages: readonly TrainingStage[];
  /** The graph whose weights the stages train. */
  readonly prepared: ModelGraph;
  /** What comes of a batch before the first stage; absent: it goes in as it is. */
  readonly inputs?: (images: Tensor<NumericArray>) => Tensor<NumericArray>;
  /** Works out what the stages share for the weights as they are now: before each time that the stages upload them. */
  readonly begin?: () => void;
}

/**
 * The stages of the network that a quantized model converts to, on its integer inputs. Dropout acts on the spikes that go into the next
 * neural layer.
 * @returns the stages, and the graph whose weights they train: BatchNormalization is folded, Dropout stays; a model of QuantizeML as it is
 * @throws StudioError of `convertModel` for a model that does not convert
 */
export function chipStages(graph: ModelGraph, options: ConvertOptions = {}): StagedModel {
  const network = convertModel(graph, options);
  const { inputIsImage = true } = options;
  const prepared = runPasses(graph, beforeConvert);
  const rates = dropoutRates(graph);
  const plan = chipPlan(prepared, { ...options, inputIsImage });
  const fixed = fixedPointLayers(graph, plan, options);
  const layers = new Map(
    plan.map((layer, i) => [layer.node.name, fixed?.layers[i] ?? trainedLayer(layer)]),
  );
  const stages: TrainingStage[] = [];
  for (const node of prepared.layers) {
    if (roleOf(node) === 'reshape') stages.push(reshapeStageOf(prepared, node));
    const layer = layers.get(node.name);
    if (!layer) continue;
    const rate = rates.get(node.name) ?? 0;
    if (rate > 0) stages.push(dropoutStage(`${node.name}/dropout`, rate));
    stages.push(chipStage(layer));
  }
  if (!fixed) return { stages, prepared: withDropout(graph, prepared) };
  const parameters = stages.flatMap((stage) => stage.parameters);
  return {
    stages,
    prepared: graph,
    inputs: (images) => ({ ...images, data: integerInputs(network, images) }),
    begin: () => {
      fixed.begin(parameters);
    },
  };
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
  const { pool, saturates } = chipPoolOf(layer);
  const bias = optionalParameter(node, 'bias');
  return {
    node,
    kernels: chipKernels(node, gridKernels(node, inputScaling), inputScaling[1]),
    bias,
    thresholds: ({ filters, scaleFactor, sums }) =>
      convertThresholds({
        layer: node.name,
        filters,
        inputScaling,
        scaleFactor,
        perAxis: weightQuantizer(quantizer.className)?.perAxis ?? false,
        bias: bias?.value ?? null,
        activation: grid,
        poolFactor: pool?.type === 'average' ? pool.cells : 1,
        kernelSums: seesPixels ? sums : null,
      }),
    maxInput,
    padding: seesPixels ? paddedPixel(Math.trunc(inputScaling[1])) : 0,
    slope: 1,
    activation: grid,
    pool,
    saturates,
  };
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
