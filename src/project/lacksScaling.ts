import { scalesItself } from '../core/analysis/inputScaling.ts';
import type { ModelGraph } from '../core/ir/graph.ts';
import type { ConversionSettings } from './plan.ts';

/**
 * Whether the scaling of the inputs is neither in the model nor said: pixels would go in as they are, which is right for few models.
 * Sparse inputs are no pixels, and a design has no weights to be wrong with.
 */
export function lacksScaling(
  graph: ModelGraph,
  { inputScaling, inputKind }: Pick<ConversionSettings, 'inputScaling' | 'inputKind'>,
): boolean {
  return inputScaling === null && inputKind === 'image' && !graph.isDesign && !scalesItself(graph);
}
