import { outputShapes } from '../../analysis/outputShapes.ts';
import type { ModelGraph, WeightMap } from '../../ir/graph.ts';
import { averagePooling2d } from '../../layers/averagePooling2d.ts';
import { isLayer } from '../../layers/define.ts';
import { isDepthwise, isNeural, isQuantizemlNeural } from '../../layers/layerGroups.ts';
import { globalAveragePooling2d } from '../../layers/globalAveragePooling2d.ts';
import { globalMaxPooling2d } from '../../layers/globalMaxPooling2d.ts';
import { maxPooling2d } from '../../layers/maxPooling2d.ts';
import { ParamError } from '../../layers/params.ts';
import type { RunStep } from '../steps.ts';
import { activationFinish, finishOf, joinedFinish, type Finish } from './finish.ts';

/** Steps that are computed at once, and what the later ones do to the first one's values. */
export interface Chain {
  readonly steps: readonly RunStep[];
  /** Null: the first step's kernel finishes nothing, or there is none. */
  readonly finish: Finish | null;
}

/**
 * What a chain does to its values with one more step; null where the step cannot join it.
 * @param chain  null: the step begins one
 */
export function finishAfter(graph: ModelGraph, chain: Chain | null, step: RunStep): Finish | null {
  if (!chain) return firstFinish(graph, step);
  const own = chain.finish && elementwiseFinish(graph, step);
  return own && joinedFinish(chain.finish, own);
}

function firstFinish(graph: ModelGraph, step: RunStep): Finish | null {
  const { node, weights } = step;
  if (isLastFormat(step) && [maxPooling2d, averagePooling2d].some((pool) => isLayer(node, pool)))
    return {};
  if (
    isLastFormat(step) &&
    [globalMaxPooling2d, globalAveragePooling2d].some((pool) => isLayer(node, pool))
  )
    return {};
  if (isSum(step)) {
    const { activation = 'linear' } = node.config as { readonly activation?: string };
    const bias = weights['bias']?.data;
    const finish = activationFinish(activation);
    return finish && { ...(bias ? { bias } : {}), ...finish };
  }
  return elementwiseFinish(graph, step);
}

/** What a layer that works value by value does; null for others. */
function elementwiseFinish(graph: ModelGraph, { node, weights }: RunStep): Finish | null {
  const [shape] = outputShapes(graph).inputs(node);
  const channels = shape?.at(-1);
  if (!shape || channels === undefined || channels === null) return null;
  try {
    return finishOf(node, weights, channels, shape.length);
  } catch (error) {
    // The reference says what is wrong with the layer, when it runs.
    if (error instanceof ParamError) return null;
    throw error;
  }
}

/** Convolutions, dense layers and their like, as far as there are kernels for their settings. */
export function isSum(step: RunStep): boolean {
  const { node, weights } = step;
  if (!isNeural(node) && !isDepthwise(node)) return false;
  // They pad with cells of their own.
  if (isQuantizemlNeural(node)) return false;
  return isLastFormat(step) && isFinite(weights);
}

const finite = new WeakMap<WeightMap, boolean>();

/** The reference leaves out zero inputs, which a kernel multiplies: with a weight that is no number the two would differ. */
function isFinite(weights: WeightMap): boolean {
  const known = finite.get(weights);
  if (known !== undefined) return known;
  const found = Object.values(weights).every(({ data }) => data.every(Number.isFinite));
  finite.set(weights, found);
  return found;
}

function isLastFormat({ node }: RunStep): boolean {
  const { dataFormat } = node.config as { readonly dataFormat?: string };
  return dataFormat === undefined || dataFormat === 'channels_last';
}
