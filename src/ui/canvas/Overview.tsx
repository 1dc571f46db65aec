import { useReactFlow, useStore, useStoreApi } from '@xyflow/react';
import { memo, useEffect, useId, useMemo, useRef, type PointerEvent, type RefObject } from 'react';
import { usePaints } from './GraphContext.ts';
import type { Drawing } from './scene/drawing.ts';
import type { PaintedScene } from './paint/paintScene.ts';
import { viewRect } from './view/shownItems.ts';
import './Overview.css';

/** Free space around the graph, in pixels on screen. */
const MARGIN = 5;
/** Zoom by 2 to this power for a pixel that the wheel turns. */
const WHEEL_POWER = 0.002;

/**
 * The whole graph in the corner, and what part of it is in view; dragging moves the view, the wheel zooms. Ours: React
 * Flow's has an element and a subscription for every node, all of which are asked whenever the view moves.
 */
export const Overview = memo(function Overview({ drawing }: { readonly drawing: Drawing }) {
  const { painted } = usePaints();
  const frame = useRef<SVGSVGElement>(null);
  const title = useId();
  const shapes = useMemo(() => overviewShapes(drawing, painted), [drawing, painted]);
  const { width, height } = overviewSize(drawing.layout);
  const { width: graphWidth, height: graphHeight } = drawing.layout;
  // Graph pixels to one of the overview.
  const scale = Math.max(
    graphWidth / (width - 2 * MARGIN),
    graphHeight / (height - 2 * MARGIN),
    0.01,
  );
  const left = (graphWidth - width * scale) / 2;
  const top = (graphHeight - height * scale) / 2;
  const drag = useDrag(scale);
  useWheel(frame);
  return (
    <div className="overview">
      <svg
        ref={frame}
        width={width}
        height={height}
        viewBox={`${left} ${top} ${width * scale} ${height * scale}`}
        role="img"
        aria-labelledby={title}
        {...drag}
      >
        <title id={title}>Overview of the graph</title>
        {shapes.map(({ fill, d }) => (
          <path
            key={fill ?? ''}
            className="overview-nodes"
            style={fill === null ? undefined : { fill }}
            d={d}
          />
        ))}
        {drawing.scene.frames.map(({ id }) => {
          const rect = drawing.layout.rects[id];
          return rect && <rect key={id} className="overview-frame" {...rect} rx={12} />;
        })}
        <InView
          around={`M${left} ${top}h${width * scale}v${height * scale}h${-width * scale}Z`}
          line={2 * scale}
        />
      </svg>
    </div>
  );
});

/** What is out of view, dimmed. Apart: it is all that changes as the view moves. */
function InView({ around, line }: { readonly around: string; readonly line: number }) {
  const [x, y, zoom] = useStore(({ transform }) => transform);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const view = viewRect([x, y, zoom], width, height);
  return (
    <path
      className="overview-mask"
      strokeWidth={line}
      fillRule="evenodd"
      d={`${around}M${view.x} ${view.y}h${view.width}v${view.height}h${-view.width}Z`}
    />
  );
}

/** Dragging the overview by a pixel moves the view by what that is in the graph. */
function useDrag(scale: number) {
  const flow = useReactFlow();
  const isDragging = useRef(false);
  const end = () => {
    isDragging.current = false;
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      isDragging.current = true;
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: ({ movementX, movementY }: PointerEvent) => {
      if (!isDragging.current) return;
      const { x, y, zoom } = flow.getViewport();
      const step = scale * zoom;
      void flow.setViewport({ x: x - movementX * step, y: y - movementY * step, zoom });
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}

/** The wheel zooms about the middle of the view. React's listeners cannot keep the page from scrolling. */
function useWheel(frame: RefObject<SVGSVGElement | null>): void {
  const flow = useReactFlow();
  const store = useStoreApi();
  useEffect(() => {
    const element = frame.current;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const { transform } = store.getState();
      void flow.zoomTo(transform[2] * 2 ** (-event.deltaY * WHEEL_POWER));
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element?.removeEventListener('wheel', onWheel);
    };
  }, [frame, flow, store]);
}

/** All nodes of one colour as one path. */
interface OverviewShape {
  /** Null: the colour of nodes without a number. */
  readonly fill: string | null;
  readonly d: string;
}

/** The nodes of a drawing by colour: a path each, where a node each would make the page slow. */
export function overviewShapes(
  { scene, layout }: Drawing,
  { paints }: PaintedScene,
): readonly OverviewShape[] {
  const parts = new Map<string | null, string[]>();
  for (const { id } of scene.nodes) {
    const rect = layout.rects[id];
    if (!rect) continue;
    const fill = paints.get(id)?.fill ?? null;
    const d = `M${rect.x} ${rect.y}h${rect.width}v${rect.height}h${-rect.width}Z`;
    const known = parts.get(fill);
    if (known) known.push(d);
    else parts.set(fill, [d]);
  }
  return [...parts].map(([fill, found]) => ({ fill, d: found.join('') }));
}

/** Size of the overview on screen: as tall as the corner allows for a tall graph, wide for a wide one. */
export function overviewSize({ width, height }: Drawing['layout']): {
  readonly width: number;
  readonly height: number;
} {
  const scale = Math.min(64 / width, 200 / height);
  return {
    width: Math.round(Math.max(40, width * scale + 12)),
    height: Math.round(Math.max(56, height * scale + 12)),
  };
}
