import { MiniMap, ReactFlow } from '@xyflow/react';
import { useCallback, useMemo, useRef, useState, type CSSProperties } from 'react';
import { useStudio } from '../../store/studioStore.ts';
import { useDarkTheme } from '../shell/useDarkTheme.ts';
import { changedLayers } from './changedLayers.ts';
import { flowEdges, flowNodes, type FlowNode } from './flowElements.ts';
import { GraphContext } from './GraphContext.ts';
import { BitsEditor, type BitsEdit } from './nodes/BitsEditor.tsx';
import { FrameNode, GroupNode } from './nodes/GroupNode.tsx';
import { LinkEdge } from './nodes/LinkEdge.tsx';
import { UnitNode } from './nodes/UnitNode.tsx';
import { GraphSearch } from './search/GraphSearch.tsx';
import { GraphLegend } from './toolbar/GraphLegend.tsx';
import { GraphToolbar } from './toolbar/GraphToolbar.tsx';
import { useGraphKeys } from './useGraphKeys.ts';
import { useGraphView } from './useGraphView.ts';
import type { Drawing } from './drawing.ts';
import { usePaint } from './usePaint.ts';
import { MAX_ZOOM, MIN_ZOOM } from './viewport.ts';

const nodeTypes = { unit: UnitNode, group: GroupNode, frame: FrameNode };
const edgeTypes = { link: LinkEdge };

/** The graph with its tools. */
export function Graph({ drawing }: { readonly drawing: Drawing }) {
  const { scene, columns, layout } = drawing;
  const region = useRef<HTMLElement>(null);
  const nodes = useMemo(() => flowNodes(drawing), [drawing]);
  const edges = useMemo(() => flowEdges(drawing), [drawing]);
  const isDark = useDarkTheme();
  const painted = usePaint(scene, isDark);
  const preview = useStudio((state) => (state.preview?.plan === state.plan ? state.preview : null));
  const before = useStudio((state) => state.derived?.graph);
  const isKeras = useStudio(({ model }) => model?.kind === 'keras');
  const ownSettings = useStudio(({ plan }) => plan.settings.layers);
  const [bitsEdit, setBitsEdit] = useState<BitsEdit | null>(null);
  const context = useMemo(
    () => ({
      isKeras,
      ownBits: new Set(
        Object.entries(ownSettings).flatMap(([name, { bits }]) => (bits === undefined ? [] : name)),
      ),
      editBits: (layer: string, chip: HTMLElement) => {
        setBitsEdit({ layer, chip });
      },
      painted,
      changed: changedLayers(preview ? (before ?? null) : null, scene.graph),
      firstStop: scene.stops[0] ?? null,
    }),
    [painted, preview, before, scene, isKeras, ownSettings],
  );
  const view = useGraphView(drawing, region);
  const keys = useGraphKeys(drawing, view, region);
  const nodeColour = useCallback(
    ({ id, type }: FlowNode) =>
      type === 'frame' ? 'transparent' : (painted.paints.get(id)?.fill ?? 'var(--line-control)'),
    [painted],
  );
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
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          aria-label="Drawing of the model"
          colorMode={isDark ? 'dark' : 'light'}
          minZoom={MIN_ZOOM}
          maxZoom={MAX_ZOOM}
          onlyRenderVisibleElements
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          zoomOnDoubleClick={false}
          panOnScroll
          disableKeyboardA11y
          deleteKeyCode={null}
          selectionKeyCode={null}
          multiSelectionKeyCode={null}
          panActivationKeyCode={null}
          proOptions={{ hideAttribution: true }}
          onInit={view.start}
        >
          <MiniMap<FlowNode>
            pannable
            zoomable
            ariaLabel="Overview of the graph"
            style={miniMapSize(layout)}
            nodeColor={nodeColour}
            nodeClassName={miniMapClass}
            nodeBorderRadius={12}
          />
        </ReactFlow>
        <GraphToolbar scene={scene}>
          <GraphLegend painted={painted} isDark={isDark} />
        </GraphToolbar>
        <BitsEditor
          edit={bitsEdit}
          onClose={() => {
            setBitsEdit(null);
          }}
        />
        <GraphSearch scene={scene} view={view} />
      </GraphContext>
    </section>
  );
}

function miniMapClass({ type }: FlowNode): string {
  return `minimap-${type}`;
}

/** As tall as the corner allows for a tall graph, wide for a wide one. */
function miniMapSize({ width, height }: Drawing['layout']): { width: number; height: number } {
  const scale = Math.min(64 / width, 200 / height);
  return {
    width: Math.round(Math.max(40, width * scale + 12)),
    height: Math.round(Math.max(56, height * scale + 12)),
  };
}
