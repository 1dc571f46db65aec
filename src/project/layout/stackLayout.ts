import {
  FRAME_BOTTOM,
  FRAME_SIDE,
  FRAME_TOP,
  LINK_LENGTH,
  type GraphLayout,
  type LayoutBox,
  type LayoutRequest,
  type Point,
  type Rect,
} from './layout.ts';

/**
 * Lays out a graph that is one chain: boxes below one another, centred, frames around them.
 * Linear in the number of boxes; no layout engine needed.
 * @returns null when the graph is not one chain, or a frame holds boxes that do not follow one another
 */
export function stackLayout(request: LayoutRequest): GraphLayout | null {
  const chain = chainOf(request);
  if (!chain) return null;
  const frames = new Map(request.frames.map(({ id, frame }) => [id, frame]));
  const open: { readonly id: string; readonly top: number; width: number }[] = [];
  const closed = new Set<string>();
  const rects: Record<string, Rect> = {};
  let y = 0;
  const close = () => {
    const frame = open.pop();
    if (!frame) return;
    y += FRAME_BOTTOM;
    const width = frame.width + 2 * FRAME_SIDE;
    rects[frame.id] = { x: -width / 2, y: frame.top, width, height: y - frame.top };
    widen(open, width);
    closed.add(frame.id);
  };
  for (const [i, box] of chain.entries()) {
    const around = framesAround(box.frame, frames);
    while (open.length > 0 && open[open.length - 1]?.id !== around[open.length - 1]) close();
    if (i > 0) y += LINK_LENGTH;
    for (const id of around.slice(open.length)) {
      if (closed.has(id)) return null;
      open.push({ id, top: y, width: 0 });
      y += FRAME_TOP;
    }
    rects[box.id] = { x: -box.width / 2, y, width: box.width, height: box.height };
    widen(open, box.width);
    y += box.height;
  }
  while (open.length > 0) close();
  return fromLeft(request, rects, y);
}

/** The boxes from first to last; null when the links do not make one path through all of them. */
function chainOf({ boxes, links }: LayoutRequest): readonly LayoutBox[] | null {
  if (links.length !== Math.max(boxes.length - 1, 0)) return null;
  const next = new Map(links.map(({ from, to }) => [from, to]));
  const targets = new Set(next.values());
  if (next.size !== links.length || targets.size !== links.length) return null;
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const chain: LayoutBox[] = [];
  let id = boxes.find((box) => !targets.has(box.id))?.id;
  while (id !== undefined && chain.length < boxes.length) {
    const box = byId.get(id);
    if (!box) return null;
    chain.push(box);
    id = next.get(id);
  }
  return chain.length === boxes.length ? chain : null;
}

/** Outermost first. */
function framesAround(
  frame: string | null,
  frames: ReadonlyMap<string, string | null>,
): readonly string[] {
  const around: string[] = [];
  for (let id: string | null = frame; id !== null; id = frames.get(id) ?? null) around.unshift(id);
  return around;
}

function widen(open: { width: number }[], width: number): void {
  const inner = open.at(-1);
  if (inner) inner.width = Math.max(inner.width, width);
}

/** Moves the drawing, centred on x = 0 so far, to begin at 0, and draws the links straight down. */
function fromLeft(
  { links }: LayoutRequest,
  centred: Readonly<Record<string, Rect>>,
  height: number,
): GraphLayout {
  const width = Math.max(0, ...Object.values(centred).map((rect) => rect.width));
  const rects = Object.fromEntries(
    Object.entries(centred).map(([id, rect]) => [id, { ...rect, x: rect.x + width / 2 }]),
  );
  const paths: Record<string, readonly Point[]> = {};
  for (const { id, from, to } of links) {
    const [start, end] = [rects[from], rects[to]];
    if (!start || !end) continue;
    paths[id] = [
      { x: width / 2, y: start.y + start.height },
      { x: width / 2, y: end.y },
    ];
  }
  return { rects, paths, width, height };
}
