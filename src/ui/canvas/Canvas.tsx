import { ReactFlowProvider } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { startTransition, useDeferredValue, useLayoutEffect, useMemo, useState } from 'react';
import type { GraphView } from '../../project/views/graphView.ts';
import { dropLayout, knownLayout, layoutToDraw } from '../../store/actions/layout.ts';
import { useStudio, type StudioState } from '../../store/studioStore.ts';
import type { Derived } from '../../project/views/derived.ts';
import { useElementSize } from '../design/useElementSize.ts';
import { Graph } from './Graph.tsx';
import { columnsOf, layoutRequestOf, type Drawing } from './scene/drawing.ts';
import { buildScene } from './scene/buildScene.ts';
import './Canvas.css';

/** The model in the centre of the window. */
export default function Canvas() {
  // Deferred: a new drawing is much work, and what else changes with it should not wait for it.
  const derived = useDeferredValue(useStudio(shownDerived));
  const drawing = useDrawing(derived?.graph ?? null);
  // Measured by the browser's own layout: asking for it here would make one more, of the whole page.
  const [frame, size] = useElementSize();
  return (
    <div ref={frame} className="canvas">
      {drawing && size.width > 0 && (
        <ReactFlowProvider>
          <Graph drawing={drawing} diagnostics={derived?.diagnostics} size={size} />
        </ReactFlowProvider>
      )}
    </div>
  );
}

/**
 * The drawing of the graph as it stands. While a new layout is worked out the last drawing stays, so nothing is ever
 * drawn in the wrong place; a change that moves nothing shows at once.
 */
function useDrawing(graph: GraphView | null): Drawing | null {
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

/** What the graph shows: the model as the plan makes it, or as the fix that is being looked at would. */
function shownDerived({ derived, preview, plan }: StudioState): Derived | null {
  return preview?.plan === plan ? preview.after : derived;
}
