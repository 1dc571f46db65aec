import { startTransition, useLayoutEffect, useMemo, useState } from 'react';
import { useStudio } from '../../store/studioStore.ts';
import type { GraphView } from '../../project/views/graphView.ts';
import type { Drawing } from './drawing.ts';
import { dropLayout, knownLayout, layoutToDraw } from '../../store/actions/layout.ts';
import { buildScene } from './scene/buildScene.ts';
import { columnsOf, layoutRequestOf } from './scene/nodeSize.ts';

/**
 * The drawing of the graph as it stands. While a new layout is worked out the last drawing stays, so nothing is ever
 * drawn in the wrong place; a change that moves nothing shows at once.
 */
export function useDrawing(graph: GraphView | null): Drawing | null {
  const groups = useStudio((state) => state.graphGroups);
  const next = useMemo(() => {
    if (!graph) return null;
    const scene = buildScene(graph, groups);
    const columns = columnsOf(scene);
    return { scene, columns, request: layoutRequestOf(scene, columns) };
  }, [graph, groups]);
  const [last, setLast] = useState<Drawing | null>(null);
  const ready = useMemo(() => {
    const layout = next && knownLayout(next.request);
    return next && layout ? { scene: next.scene, columns: next.columns, layout } : null;
  }, [next]);
  // Before the page is painted: the worker can lay the graph out meanwhile.
  useLayoutEffect(() => {
    if (ready || !next) {
      dropLayout();
      setLast(ready);
      return;
    }
    void layoutToDraw(next.request).then((layout) => {
      if (!layout) return;
      // A first drawing is much work for the page: in pieces, so that it goes on answering.
      startTransition(() => {
        setLast({ ...next, layout });
      });
    });
  }, [next, ready]);
  return ready ?? last;
}
