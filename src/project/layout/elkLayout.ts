import type { ELK, ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import {
  FRAME_BOTTOM,
  FRAME_SIDE,
  FRAME_TOP,
  LINK_LENGTH,
  SIDE_GAP,
  type GraphLayout,
  type LayoutRequest,
  type Point,
  type Rect,
} from './layout.ts';

/** Layered, top to bottom, as close to the given order as it can be: an edit moves little. */
const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.spacing.nodeNode': String(SIDE_GAP),
  'elk.spacing.edgeNode': '28',
  'elk.spacing.edgeEdge': '16',
  'elk.spacing.componentComponent': String(SIDE_GAP),
  'elk.layered.spacing.nodeNodeBetweenLayers': String(LINK_LENGTH),
  'elk.layered.spacing.edgeNodeBetweenLayers': '20',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.nodePlacement.favorStraightEdges': 'true',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
};

const FRAME_OPTIONS = {
  'elk.padding': `[top=${FRAME_TOP},left=${FRAME_SIDE},bottom=${FRAME_BOTTOM},right=${FRAME_SIDE}]`,
};

/** Lays out any graph with the layered algorithm of the Eclipse Layout Kernel. */
export async function elkLayout(elk: ELK, request: LayoutRequest): Promise<GraphLayout> {
  const root: ElkNode = await elk.layout({
    id: 'root',
    layoutOptions: OPTIONS,
    children: childrenOf(request, null),
    edges: request.links.map(({ id, from, to }) => ({ id, sources: [from], targets: [to] })),
  });
  const rects: Record<string, Rect> = {};
  const paths: Record<string, readonly Point[]> = {};
  const visit = (node: ElkNode) => {
    for (const child of node.children ?? []) {
      const { id, x = 0, y = 0, width = 0, height = 0 } = child;
      rects[id] = { x, y, width, height };
      visit(child);
    }
    for (const edge of node.edges ?? []) paths[edge.id] = pointsOf(edge);
  };
  visit(root);
  return { rects, paths, width: root.width ?? 0, height: root.height ?? 0 };
}

function childrenOf({ boxes, frames }: LayoutRequest, frame: string | null): ElkNode[] {
  const inner = frames
    .filter((child) => child.frame === frame)
    .map(({ id }) => ({
      id,
      layoutOptions: FRAME_OPTIONS,
      children: childrenOf({ boxes, frames, links: [] }, id),
    }));
  const own = boxes
    .filter((box) => box.frame === frame)
    .map(({ id, width, height }) => ({ id, width, height }));
  return [...own, ...inner];
}

function pointsOf({ sections = [] }: ElkExtendedEdge): readonly Point[] {
  return sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [
    startPoint,
    ...bendPoints,
    endPoint,
  ]);
}
