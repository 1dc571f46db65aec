import type { LayerNode } from '../ir/graph.ts';
import {
  inlineActivation,
  isNeural,
  isOtherActivation,
  isRelu,
  isSupported,
} from '../layers/layerGroups.ts';
import { isForeignActivation, type Segment } from '../analysis/segment.ts';

/** Two layers of one kind with none of the other kind between them. */
export interface Neighbours {
  readonly first: LayerNode;
  readonly second: LayerNode;
}

/** Where neural layers and activations do not alternate. */
export interface Alternation {
  readonly neuralPairs: readonly Neighbours[];
  /** The first may be a neural layer with an activation inside. */
  readonly activationPairs: readonly Neighbours[];
  /** An activation before any neural layer. */
  readonly leadingActivation: LayerNode | undefined;
}

/**
 * Walks a segment in the order of conversion. An inline activation counts as one: splitting it off is the fix.
 * An activation that no chip has counts as the ReLU that will stand there; behind any other layer that cannot be converted the walk starts
 * anew, so that one problem is not told twice.
 * @source cnn2snn 2.3.6 compatibility_checks.py, check_sequential_compatibility
 */
export function alternationOf(segment: Segment): Alternation {
  const neuralPairs: Neighbours[] = [];
  const activationPairs: Neighbours[] = [];
  let leadingActivation: LayerNode | undefined;
  let neural: LayerNode | undefined;
  let activation: LayerNode | undefined;
  let isStart = segment.startsAtInput;
  for (const node of segment.ordered) {
    if (isNeural(node)) {
      if (neural) neuralPairs.push({ first: neural, second: node });
      const hasInline = inlineActivation(node) !== 'linear';
      neural = hasInline ? undefined : node;
      activation = hasInline ? node : undefined;
      isStart = false;
    } else if (isRelu(node) || isForeignActivation(node)) {
      if (activation) activationPairs.push({ first: activation, second: node });
      else if (isStart) leadingActivation = node;
      neural = undefined;
      activation = node;
      isStart = false;
    } else if (isOtherActivation(node)) {
      const { activation: name } = node.config as { readonly activation?: string };
      if (name !== 'linear') neural = undefined;
    } else if (!isSupported(node)) {
      neural = activation = undefined;
      isStart = false;
    }
  }
  return { neuralPairs, activationPairs, leadingActivation };
}
