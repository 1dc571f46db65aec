import { Position, type Edge } from '@xyflow/react';
import type { Rect } from '../../worker/layout/layout.ts';
import type { FrameNodeType, GroupNodeType } from './nodes/GroupNode.tsx';
import type { LinkEdgeType } from './nodes/LinkEdge.tsx';
import type { UnitNodeType } from './nodes/UnitNode.tsx';
import { labelPlace } from './scene/linkShape.ts';
import { bordersOf, type Drawing } from './drawing.ts';

export type FlowNode = UnitNodeType | GroupNodeType | FrameNodeType;

/** The drawing as React Flow takes it: sizes and ends of links are given, so nothing is measured in the page. */
export function flowNodes({ scene, layout }: Drawing): FlowNode[] {
  const frames = scene.frames.flatMap(({ id, group }): FlowNode[] => {
    const rect = layout.rects[id];
    if (!rect) return [];
    return [{ id, type: 'frame', data: { group }, zIndex: -1, ...placed(rect) }];
  });
  const nodes = scene.nodes.flatMap((node): FlowNode[] => {
    const rect = layout.rects[node.id];
    if (!rect) return [];
    return node.type === 'unit'
      ? [{ id: node.id, type: 'unit', data: { unit: node.unit }, ...placed(rect) }]
      : [{ id: node.id, type: 'group', data: { group: node.group }, ...placed(rect) }];
  });
  return [...frames, ...nodes];
}

function placed({ x, y, width, height }: Rect) {
  const middle = { x: width / 2, width: 1, height: 1 };
  return {
    position: { x, y },
    width,
    height,
    measured: { width, height },
    handles: [
      { type: 'target' as const, position: Position.Top, y: 0, ...middle },
      { type: 'source' as const, position: Position.Bottom, y: height, ...middle },
    ],
  };
}

export function flowEdges(drawing: Drawing): Edge[] {
  const { scene, layout } = drawing;
  const borders = bordersOf(drawing);
  return scene.links.flatMap((link): LinkEdgeType[] => {
    const points = layout.paths[link.id];
    if (!points) return [];
    return [
      {
        id: link.id,
        type: 'link',
        source: link.from,
        target: link.to,
        data: { link, points, label: labelPlace(points, borders) },
      },
    ];
  });
}
