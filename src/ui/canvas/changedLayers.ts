import type { GraphView } from '../../project/views/graphView.ts';
import { graphDiff } from '../problems/graphDiff.ts';
import type { GraphContextValue } from './GraphContext.ts';

/** Layers of the previewed graph that are not as they were; none without a graph before. */
export function changedLayers(
  before: GraphView | null,
  after: GraphView,
): GraphContextValue['changed'] {
  if (!before) return new Map();
  return new Map(
    graphDiff(before, after)
      .flatMap((hunk) => hunk.after)
      .flatMap(({ layer, change }) =>
        change === 'added' || change === 'changed' || change === 'moved'
          ? [[layer.name, change] as const]
          : [],
      ),
  );
}
