import { placeOf, type TileGrid } from './tileGrid.ts';

/** A canvas' own context, sized for the screen's pixels. */
function fitCanvas(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | null {
  const density = window.devicePixelRatio || 1;
  canvas.width = Math.max(1, Math.round(width * density));
  canvas.height = Math.max(1, Math.round(height * density));
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.setTransform(density, 0, 0, density, 0, 0);
  context.imageSmoothingEnabled = false;
  return context;
}

/** So many neurons are painted at a time: one to three milliseconds of work. */
const NEURONS_A_PIECE = 100_000;

/**
 * Paints the spikes of one layer and one input, a tile a channel, in pieces for `paintInTurn`.
 * @param spikes  int32 (x, y, c)
 * @param colours  of `spikeColours`; larger spikes take the last one
 */
export function* paintTiles(
  canvas: HTMLCanvasElement,
  spikes: Int32Array,
  grid: TileGrid,
  colours: Uint32Array,
): Painting {
  const [rows, columns, channels] = grid.shape;
  const area = rows * columns;
  const count = Math.max(1, Math.min(channels, Math.floor(NEURONS_A_PIECE / area)));
  const context = fitCanvas(canvas, grid.width, grid.height);
  const sheet = new OffscreenCanvas(columns, rows * count);
  const sheetContext = sheet.getContext('2d');
  if (!context || !sheetContext) return;
  context.imageSmoothingEnabled = grid.cell < 1;
  const image = sheetContext.createImageData(columns, rows * count);
  const pixels = new Uint32Array(image.data.buffer);
  const last = colours.length - 1;
  for (let first = 0; first < channels; first += count) {
    yield;
    const some = Math.min(count, channels - first);
    for (let place = 0; place < area; place++) {
      for (let i = 0; i < some; i++) {
        const spike = spikes[place * channels + first + i] ?? 0;
        pixels[i * area + place] = colours[spike < last ? spike : last] ?? 0;
      }
    }
    sheetContext.putImageData(image, 0, 0);
    for (let i = 0; i < some; i++) {
      const { left, top } = placeOf(grid, { channel: first + i, row: 0, column: 0 });
      const from = [0, i * rows, columns, rows] as const;
      context.drawImage(sheet, ...from, left, top, grid.tileWidth, grid.tileHeight);
    }
  }
}

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
