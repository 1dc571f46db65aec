import { placeOf, type TileGrid } from './tileGrid.ts';

/** A canvas' own context, sized for the screen's pixels. */
export function fitCanvas(
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

/**
 * Paints the spikes of one layer and one input, a tile a channel.
 * @param spikes  int32 (x, y, c)
 * @param colours  of `spikeColours`; larger spikes take the last one
 */
export function paintTiles(
  canvas: HTMLCanvasElement,
  spikes: Int32Array,
  grid: TileGrid,
  colours: Uint32Array,
): void {
  const context = fitCanvas(canvas, grid.width, grid.height);
  const [rows, columns, channels] = grid.shape;
  const sheet = new OffscreenCanvas(columns, rows * channels);
  const sheetContext = sheet.getContext('2d');
  if (!context || !sheetContext) return;
  const image = sheetContext.createImageData(columns, rows * channels);
  const pixels = new Uint32Array(image.data.buffer);
  const last = colours.length - 1;
  const area = rows * columns;
  for (let place = 0; place < area; place++) {
    for (let channel = 0; channel < channels; channel++) {
      const spike = spikes[place * channels + channel] ?? 0;
      pixels[channel * area + place] = colours[spike < last ? spike : last] ?? 0;
    }
  }
  sheetContext.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = grid.cell < 1;
  for (let channel = 0; channel < channels; channel++) {
    const { left, top } = placeOf(grid, { channel, row: 0, column: 0 });
    const from = [0, channel * rows, columns, rows] as const;
    context.drawImage(sheet, ...from, left, top, grid.tileWidth, grid.tileHeight);
  }
}
