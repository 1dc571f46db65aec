import { ReactFlowProvider } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useDeferredValue } from 'react';
import { useStudio } from '../../store/studioStore.ts';
import { useElementSize } from '../design/useElementSize.ts';
import './Canvas.css';
import { Graph } from './Graph.tsx';
import { shownDerived } from './shownDerived.ts';
import { useDrawing } from './useDrawing.ts';

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
