import { useStore } from '@xyflow/react';
import { memo, useMemo, type CSSProperties } from 'react';
import type { Drawing } from '../drawing.ts';
import { useGraph, usePaints } from '../GraphContext.ts';
import { farShapes } from './farShapes.ts';
import './FarLayer.css';

/** The whole graph without its texts: as it is seen from afar, and where the blocks in view are still to come. */
export const FarLayer = memo(function FarLayer({ drawing }: { readonly drawing: Drawing }) {
  const { problems } = useGraph();
  const paints = usePaints();
  const shapes = useMemo(() => farShapes(drawing, paints, problems), [drawing, paints, problems]);
  // About a pixel on screen. In steps, so that zooming does not restyle everything in every frame.
  const line = useStore(({ transform: [, , zoom] }) => 2 ** Math.floor(Math.log2(1 / zoom)));
  const style = { '--far-line': `${Math.max(1, line)}px` } as CSSProperties;
  return (
    <svg className="far-layer" style={style} width="1" height="1" aria-hidden>
      {shapes.map(({ id, fill, ...shape }) => (
        <path key={id} style={fill === undefined ? undefined : { fill }} {...shape} />
      ))}
    </svg>
  );
});
