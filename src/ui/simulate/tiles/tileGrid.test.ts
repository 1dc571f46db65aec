import { describe, expect, it } from 'vitest';
import { fittingGrid, indexOf, neuronAt, neuronByKey, placeOf, tileGrid } from './tileGrid.ts';

describe('tileGrid', () => {
  it('fills the height with rows of tiles, whole pixels to a neuron', () => {
    const grid = tileGrid([14, 14, 32], 180);
    expect(grid).toMatchObject({ cell: 3, columns: 8, tileWidth: 42, width: 357, height: 177 });
  });

  it('shrinks large pictures and leaves a vector as cells', () => {
    expect(tileGrid([240, 240, 4], 100)).toMatchObject({ cell: 0.5, columns: 4, tileWidth: 120 });
    expect(tileGrid([1, 1, 10], 40)).toMatchObject({ cell: 12, columns: 5, height: 27 });
  });

  it.each([
    [14, 10, 32],
    [1, 1, 7],
    [7, 9, 1],
  ])('finds every neuron of %i x %i x %i where it is drawn', (rows, columns, channels) => {
    const grid = tileGrid([rows, columns, channels], 150);
    const seen = new Set<number>();
    for (let channel = 0; channel < channels; channel++) {
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          const neuron = { channel, row, column };
          const { left, top } = placeOf(grid, neuron);
          expect(neuronAt(grid, left + 0.5, top + 0.5)).toEqual(neuron);
          seen.add(indexOf(grid.shape, neuron));
        }
      }
    }
    expect(seen.size).toBe(rows * columns * channels);
  });

  it('has no neuron in the gaps and outside', () => {
    const grid = tileGrid([14, 14, 32], 180);
    expect(neuronAt(grid, 43, 5)).toBeNull();
    expect(neuronAt(grid, -1, 5)).toBeNull();
    expect(neuronAt(grid, 5, 999)).toBeNull();
  });
});

describe('fittingGrid', () => {
  it.each([
    [[14, 14, 24], 800, 250],
    [[7, 7, 80], 800, 250],
    [[1, 1, 128], 300, 100],
    [[112, 112, 16], 400, 200],
  ] as const)('%j fills %i x %i and stays inside', (shape, width, height) => {
    const grid = fittingGrid(shape, width, height);
    expect(grid.width).toBeLessThanOrEqual(width);
    expect(grid.height).toBeLessThanOrEqual(height);
    expect(grid.width * grid.height).toBeGreaterThan(0.3 * width * height);
  });
});

describe('neuronByKey', () => {
  const start = { channel: 1, row: 0, column: 2 };
  it.each([
    ['ArrowDown', { channel: 1, row: 1, column: 2 }],
    ['ArrowUp', start],
    ['ArrowRight', start],
    ['ArrowLeft', { channel: 1, row: 0, column: 1 }],
    ['PageDown', { channel: 2, row: 0, column: 2 }],
    ['Home', { channel: 0, row: 0, column: 2 }],
    ['End', { channel: 4, row: 0, column: 2 }],
    ['a', null],
  ])('%s', (key, expected) => {
    expect(neuronByKey([2, 3, 5], start, key)).toEqual(expected);
  });

  it('walks the channels of a vector with left and right', () => {
    const first = { channel: 0, row: 0, column: 0 };
    expect(neuronByKey([1, 1, 5], first, 'ArrowRight')).toEqual({ ...first, channel: 1 });
  });
});
