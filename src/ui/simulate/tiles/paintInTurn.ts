/** Painting takes at most about this much of a frame; one canvas is painted whole. */
const BUDGET_MS = 8;

const waiting = new Map<HTMLCanvasElement, () => void>();
let frame: number | null = null;

/**
 * Paints a canvas in one of the next frames. All layers of a network at once would block the page for longer than a
 * frame; in turn they never do. A second request for the same canvas replaces the first.
 * @returns takes the request back
 */
export function paintInTurn(canvas: HTMLCanvasElement, paint: () => void): () => void {
  waiting.set(canvas, paint);
  frame ??= requestAnimationFrame(paintWaiting);
  return () => {
    if (waiting.get(canvas) === paint) waiting.delete(canvas);
  };
}

function paintWaiting(): void {
  const end = performance.now() + BUDGET_MS;
  frame = null;
  for (const [canvas, paint] of waiting) {
    waiting.delete(canvas);
    paint();
    if (performance.now() > end) break;
  }
  if (waiting.size > 0) frame = requestAnimationFrame(paintWaiting);
}
