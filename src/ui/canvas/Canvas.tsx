import { ReactFlowProvider } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import './Canvas.css';
import { Graph } from './Graph.tsx';
import { useDrawing } from './useDrawing.ts';

/** The model in the centre of the window. */
export default function Canvas() {
  const drawing = useDrawing();
  return (
    <div className="canvas">
      {drawing && (
        <ReactFlowProvider>
          <Graph drawing={drawing} />
        </ReactFlowProvider>
      )}
    </div>
  );
}
