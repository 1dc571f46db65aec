import { describe, expect, it } from 'vitest';
import { commands } from './index.ts';
import { keysOf } from './keyboard.ts';

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', true>> = {},
) => keysOf({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held });

describe('keysOf', () => {
  it.each([
    [press('z', { ctrlKey: true }), 'Ctrl+Z'],
    [press('Z', { metaKey: true, shiftKey: true }), 'Ctrl+Shift+Z'],
    [press('?', { shiftKey: true }), '?'],
    [press(' '), 'Space'],
    [press('ArrowDown', { altKey: true }), 'Alt+ArrowDown'],
    [press('p'), 'P'],
  ])('%s', (found, expected) => {
    expect(found).toBe(expected);
  });
});

describe('the commands', () => {
  it('have an id and a key of their own each', () => {
    const ids = commands.map(({ id }) => id);
    const keys = commands.flatMap(({ keys: own }) => own ?? []);
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });
});
