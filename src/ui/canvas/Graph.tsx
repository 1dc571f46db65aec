import { ReactFlow, ViewportPortal } from '@xyflow/react';
import { memo, useRef, useState, type CSSProperties } from 'react';
import type { Problem } from '../../worker/methods/contract.ts';
import { Later } from '../design/index.ts';
import type { ElementSize } from '../design/useElementSize.ts';
import { useDarkTheme } from '../frame/useDarkTheme.ts';
import type { Drawing } from './scene/drawing.ts';
import { FarLayer, useIsFar } from './view/FarLayer.tsx';
import { GraphContext, PaintsContext, useGraphContext, useScenePaints } from './GraphContext.ts';
import { Links } from './view/Links.tsx';
import { BitsEditor, type BitsEdit } from './nodes/BitsEditor.tsx';
import { FrameNode, GroupNode } from './nodes/GroupNode.tsx';
import { UnitNode } from './nodes/UnitNode.tsx';
import { Overview } from './Overview.tsx';
import { GraphSearch } from './GraphSearch.tsx';
import { useShown } from './view/useShown.ts';
import { GraphLegend, GraphToolbar } from './GraphToolbar.tsx';
import { useGraphKeys } from './useGraphKeys.ts';
import { useCanvasView } from './view/useCanvasView.ts';
import { MAX_ZOOM, MIN_ZOOM, openingViewport } from './view/viewport.ts';

const nodeTypes = { unit: UnitNode, group: GroupNode, frame: FrameNode };

export interface GraphProps {
  readonly drawing: Drawing;
  readonly diagnostics: readonly Problem[] | undefined;
  /** Room for the graph as it opens; later it follows by itself. */
  readonly size: ElementSize;
}

/** The graph with its tools. */
export const Graph = memo(function Graph({ drawing, diagnostics, size }: GraphProps) {
  const { scene, columns } = drawing;
  const region = useRef<HTMLElement>(null);
  const [opening] = useState(() => openingViewport(drawing.layout, size));
  const isDark = useDarkTheme();
  const paints = useScenePaints(scene, isDark);
  const [bitsEdit, setBitsEdit] = useState<BitsEdit | null>(null);
  const context = useGraphContext(scene, diagnostics, setBitsEdit);
  const view = useCanvasView(drawing);
  const keys = useGraphKeys(drawing, view, region);
  const isFar = useIsFar();
  const { nodes, links, isMissing } = useShown(drawing, isFar);
  const style = {
    '--column-name': `${columns.name}px`,
    '--column-type': `${columns.type}px`,
    '--column-shape': `${columns.shape}px`,
    '--column-parameters': `${columns.parameters}px`,
  } as CSSProperties;
  return (
    <section
      ref={region}
      className="graph"
      style={style}
      aria-label="Graph of the model"
      aria-describedby="graph-keys"
      {...keys}
    >
      <p id="graph-keys" className="visually-hidden">
        Up and down walk the layers, left and right the blocks, Enter opens a layer in the
        inspector, B edits its bits. On a group, Enter folds and unfolds it.
      </p>
      <GraphContext value={context}>
        <PaintsContext value={paints}>
          <ReactFlow
            nodes={nodes}
            nodeTypes={nodeTypes}
            defaultViewport={opening}
            aria-label="Drawing of the model"
            colorMode={isDark ? 'dark' : 'light'}
            minZoom={MIN_ZOOM}
            maxZoom={MAX_ZOOM}
            nodesDraggable={false}
            nodesConnectable={false}
            nodesFocusable={false}
            elementsSelectable={false}
            zoomOnDoubleClick={false}
            panOnScroll
            disableKeyboardA11y
            deleteKeyCode={null}
            selectionKeyCode={null}
            multiSelectionKeyCode={null}
            panActivationKeyCode={null}
            proOptions={{ hideAttribution: true }}
          >
            <ViewportPortal>
              {(isFar || isMissing) && <FarLayer drawing={drawing} />}
              {!isFar && <Links links={links} />}
            </ViewportPortal>
          </ReactFlow>
          <Later>
            <GraphToolbar scene={scene}>
              <GraphLegend painted={paints.painted} isDark={isDark} />
            </GraphToolbar>
            <Later>
              <Overview drawing={drawing} />
            </Later>
          </Later>
          <BitsEditor
            edit={bitsEdit}
            onClose={() => {
              setBitsEdit(null);
            }}
          />
          <GraphSearch scene={scene} view={view} />
        </PaintsContext>
      </GraphContext>
    </section>
  );
});
