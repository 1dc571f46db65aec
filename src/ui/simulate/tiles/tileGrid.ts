/** How the channels of a layer lie side by side as tiles, in CSS pixels. */
export interface TileGrid {
  /** x, y, c of the layer: rows and columns of a tile, and how many tiles. */
  readonly shape: readonly [number, number, number];
  /** Side of one neuron. */
  readonly cell: number;
  readonly columns: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly width: number;
  readonly height: number;
}

/** One neuron of a layer. */
export interface Neuron {
  readonly channel: number;
  readonly row: number;
  readonly column: number;
}

export const TILE_GAP = 3;
/** A tile is about this wide where whole pixels allow it, and never wider than `LARGEST_TILE`. */
const WANTED_TILE = 44;
const LARGEST_TILE = 120;
const LARGEST_CELL = 12;

/**
 * Lays the channels out in as many rows as fit into a height, whole pixels to a neuron where there is room.
 * @param shape  (x, y, c); x counts rows
 */
export function tileGrid(shape: TileGrid['shape'], maxHeight: number): TileGrid {
  const [rows, columns, channels] = shape;
  const side = Math.max(rows, columns);
  const whole = Math.max(1, Math.min(LARGEST_CELL, Math.round(WANTED_TILE / side)));
  const cell = Math.min(whole, LARGEST_TILE / side);
  const fitting = Math.floor((maxHeight + TILE_GAP) / (rows * cell + TILE_GAP));
  const tileRows = Math.max(1, Math.min(channels, fitting));
  return gridOf(shape, cell, Math.ceil(channels / tileRows));
}

/** Lays the channels out as large as a width and a height allow. */
export function fittingGrid(shape: TileGrid['shape'], width: number, height: number): TileGrid {
  const [rows, columns, channels] = shape;
  let best = { cell: 0, tileColumns: 1 };
  for (let tileColumns = 1; tileColumns <= channels; tileColumns++) {
    const tileRows = Math.ceil(channels / tileColumns);
    const wide = ((width + TILE_GAP) / tileColumns - TILE_GAP) / columns;
    const tall = ((height + TILE_GAP) / tileRows - TILE_GAP) / rows;
    const most = Math.min(wide, tall);
    // Half pixels are whole ones on most screens that a demo runs on, and fill the room better.
    const cell = most > 1 ? Math.floor(most * 2) / 2 : most;
    if (cell > best.cell) best = { cell, tileColumns };
  }
  return gridOf(shape, Math.max(best.cell, 1 / 16), best.tileColumns);
}

function gridOf(shape: TileGrid['shape'], cell: number, tileColumns: number): TileGrid {
  const [rows, columns, channels] = shape;
  const tileWidth = columns * cell;
  const tileHeight = rows * cell;
  return {
    shape,
    cell,
    columns: tileColumns,
    tileWidth,
    tileHeight,
    width: tileColumns * (tileWidth + TILE_GAP) - TILE_GAP,
    height: Math.ceil(channels / tileColumns) * (tileHeight + TILE_GAP) - TILE_GAP,
  };
}

/** The neuron at a point of the grid; null between tiles. */
export function neuronAt(grid: TileGrid, x: number, y: number): Neuron | null {
  const { shape, cell, columns, tileWidth, tileHeight } = grid;
  const tileColumn = Math.floor(x / (tileWidth + TILE_GAP));
  const tileRow = Math.floor(y / (tileHeight + TILE_GAP));
  const column = Math.floor((x - tileColumn * (tileWidth + TILE_GAP)) / cell);
  const row = Math.floor((y - tileRow * (tileHeight + TILE_GAP)) / cell);
  const channel = tileRow * columns + tileColumn;
  const isInside = x >= 0 && y >= 0 && tileColumn < columns && row < shape[0] && column < shape[1];
  return isInside && channel < shape[2] ? { channel, row, column } : null;
}

/** Where a neuron is drawn: its upper left corner. */
export function placeOf(
  { cell, columns, tileWidth, tileHeight }: TileGrid,
  { channel, row, column }: Neuron,
): { readonly left: number; readonly top: number } {
  return {
    left: (channel % columns) * (tileWidth + TILE_GAP) + column * cell,
    top: Math.floor(channel / columns) * (tileHeight + TILE_GAP) + row * cell,
  };
}

/** A neuron's place in a layer's output (x, y, c). */
export function indexOf(
  [, columns, channels]: TileGrid['shape'],
  { channel, row, column }: Neuron,
): number {
  return (row * columns + column) * channels + channel;
}

/** The neuron that an arrow key leads to; PageUp and PageDown go to the neighbouring channel. Null for other keys. */
export function neuronByKey(
  [rows, columns, channels]: TileGrid['shape'],
  { channel, row, column }: Neuron,
  key: string,
): Neuron | null {
  const clamp = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));
  const isPoint = rows === 1 && columns === 1;
  const steps: Readonly<Record<string, readonly [number, number, number]>> = {
    ArrowUp: [-1, 0, 0],
    ArrowDown: [1, 0, 0],
    // A layer without area has nothing to walk but its channels.
    ArrowLeft: isPoint ? [0, 0, -1] : [0, -1, 0],
    ArrowRight: isPoint ? [0, 0, 1] : [0, 1, 0],
    PageUp: [0, 0, -1],
    PageDown: [0, 0, 1],
    Home: [0, 0, -channels],
    End: [0, 0, channels],
  };
  const step = steps[key];
  if (!step) return null;
  return {
    row: clamp(row + step[0], rows),
    column: clamp(column + step[1], columns),
    channel: clamp(channel + step[2], channels),
  };
}
