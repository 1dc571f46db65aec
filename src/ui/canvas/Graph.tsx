import { ReactFlow, ViewportPortal } from '@xyflow/react';
import { memo, useRef, useState, type CSSProperties } from 'react';
import type { Problem } from '../../project/assess.ts';
import { Later } from '../design/index.ts';
import type { ElementSize } from '../design/useElementSize.ts';
import { useDarkTheme } from '../frame/useDarkTheme.ts';
import {
  GraphContext,
  PaintsContext,
  useGraphContext,
  usePaints,
  useScenePaints,
} from './GraphContext.ts';
import { GraphSearch } from './GraphSearch.tsx';
import { GraphLegend, GraphToolbar } from './GraphToolbar.tsx';
import { Overview } from './Overview.tsx';
import { BitsEditor, type BitsEdit } from './nodes/BitsEditor.tsx';
import { FrameNode, GroupNode } from './nodes/GroupNode.tsx';
import { UnitNode } from './nodes/UnitNode.tsx';
import type { Drawing } from './scene/drawing.ts';
import { linkText } from './scene/labels.ts';
import { linkWidth, pathOf, tipOf } from './scene/linkShape.ts';
import { useGraphKeys } from './useGraphKeys.ts';
import { FarLayer, useIsFar } from './view/FarLayer.tsx';
import { useCanvasView } from './view/useCanvasView.ts';
import { useShown, type DrawnLink } from './view/useShown.ts';
import { MAX_ZOOM, MIN_ZOOM, openingViewport } from './view/viewport.ts';
import './Graph.css';

const nodeTypes = { unit: UnitNode, group: GroupNode, frame: FrameNode };

interface GraphProps {
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

/** The links in view. Ours, not React Flow's edges: one costs as much as a node there, and none is to be clicked. */
const Links = memo(function Links({ links }: { readonly links: readonly DrawnLink[] }) {
  const { silent } = usePaints();
  return (
    <svg className="links" width="1" height="1">
      {links.map((drawn) => (
        <Link key={drawn.link.id} drawn={drawn} silent={silent.get(drawn.link.source)} />
      ))}
    </svg>
  );
});

/** The output of one node on its way to the next: shape and bits; as wide as its share of spikes after a run. */
const Link = memo(function Link({
  drawn: { link, points, label },
  silent,
}: {
  readonly drawn: DrawnLink;
  readonly silent: number | undefined;
}) {
  const width = linkWidth(silent);
  return (
    <g className="link-edge" data-live={silent !== undefined}>
      <path className="link-edge-line" d={pathOf(points)} strokeWidth={width} />
      <path className="link-edge-tip" d={tipOf(points, width)} />
      <text className="link-edge-text" x={label.x} y={label.y}>
        {linkText(link, silent)}
      </text>
    </g>
  );
});
