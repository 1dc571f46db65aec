/** Painting takes at most about this much at a time. */
const BUDGET_MS = 4;

/** Paints a picture piece by piece: does a few milliseconds of work up to each `yield`. */
export type Painting = Iterator<void, void>;

const waiting = new Map<HTMLCanvasElement, Painting>();
let isAsked = false;

/**
 * Paints a canvas a little at a time, after those that came before. All layers of a network at once would block the page
 * for seconds, a large one alone for longer than a frame. A second request for the same canvas replaces the first.
 * @returns takes the request back
 */
export function paintInTurn(canvas: HTMLCanvasElement, painting: Painting): () => void {
  waiting.set(canvas, painting);
  ask();
  return () => {
    if (waiting.get(canvas) === painting) waiting.delete(canvas);
  };
}

/** A task of its own: in a frame's callback it would add to the frame's own work. */
function ask(): void {
  if (isAsked || waiting.size === 0) return;
  isAsked = true;
  setTimeout(() => {
    isAsked = false;
    paintWaiting();
    ask();
  });
}

function paintWaiting(): void {
  const end = performance.now() + BUDGET_MS;
  for (const [canvas, painting] of waiting) {
    do {
      if (painting.next().done) {
        if (waiting.get(canvas) === painting) waiting.delete(canvas);
        break;
      }
    } while (performance.now() < end);
    if (performance.now() >= end) return;
  }
}
