import type { LayerNode } from '../ir/graph.ts';
import type { RuleContext } from './context.ts';
import { isNeural } from '../layers/layerGroups.ts';

/** The neural layer that will work on pixels as InputConvolutional; undefined with sparse input. */
export function onPixels({ segments, input }: RuleContext): LayerNode | undefined {
  if (!input.inputIsImage) return undefined;
  return segments.find((segment) => segment.startsAtInput)?.ordered.find((node) => isNeural(node));
}
