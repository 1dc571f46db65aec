import { expect, it } from 'vitest';
import { isAnyMissing, nextShown, viewRect, wantedItems, type Item } from './shownItems.ts';

/** Ten boxes in a column, 100 tall, 100 apart. */
const column: readonly Item[] = Array.from({ length: 10 }, (_, i) => ({
  id: `box_${i}`,
  rect: { x: 0, y: i * 200, width: 300, height: 100 },
  cost: 4,
}));
const nothing: ReadonlyMap<string, Item> = new Map();
const ids = (items: Iterable<Item>) => [...items].map(({ id }) => id);

it('wants what is in sight first, then what is near', () => {
  const view = { x: 0, y: 710, width: 800, height: 400 };
  expect(ids(wantedItems(column, view, nothing))).toEqual(['box_4', 'box_5', 'box_3', 'box_6']);
});

it('keeps what has just gone out of sight, until it is far', () => {
  const shown = new Map(column.slice(0, 3).map((item) => [item.id, item]));
  const view = { x: 0, y: 710, width: 800, height: 400 };
  expect(ids(wantedItems(column, view, shown))).toContain('box_2');
  expect(ids(wantedItems(column, view, shown))).not.toContain('box_1');
});

it('comes to what is wanted in steps of the budget, and then stays the same', () => {
  const first = nextShown(nothing, column.slice(0, 4), 10);
  expect(ids(first.shown.values())).toEqual(['box_0', 'box_1']);
  expect(first.isDone).toBe(false);
  const second = nextShown(first.shown, column.slice(0, 4), 10);
  expect(second).toEqual({
    shown: new Map(column.slice(0, 4).map((i) => [i.id, i])),
    isDone: true,
  });
  expect(nextShown(second.shown, column.slice(0, 4), 10).shown).toBe(second.shown);
});

it('takes an item that costs more than the budget alone', () => {
  const large = column.map((item) => ({ ...item, cost: 50 }));
  expect(ids(nextShown(nothing, large, 10).shown.values())).toEqual(['box_0']);
});

it('leaves out what is not wanted at once, and brings items up to date in steps', () => {
  const shown = new Map(column.slice(0, 4).map((item) => [item.id, item]));
  const newer = column.slice(1, 5).map((item) => ({ ...item }));
  const { shown: next, isDone } = nextShown(shown, newer, 4);
  expect([...next.keys()]).toEqual(['box_1', 'box_2', 'box_3']);
  expect(next.get('box_1')).toBe(newer[0]);
  expect(next.get('box_2')).toBe(column[2]);
  expect(isDone).toBe(false);
});

it('knows what is missing in sight', () => {
  const view = { x: 0, y: 0, width: 800, height: 150 };
  expect(isAnyMissing(column, view, nothing)).toBe(true);
  expect(isAnyMissing(column, view, new Map([['box_0', column[0] as Item]]))).toBe(false);
});

it('the view in the drawing follows from where the drawing is on screen', () => {
  expect(viewRect([-100, 50, 0.5], 800, 600)).toEqual({
    x: 200,
    y: -100,
    width: 1600,
    height: 1200,
  });
});
