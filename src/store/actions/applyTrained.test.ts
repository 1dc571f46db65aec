import { expect, it } from 'vitest';
import type { Plan } from '../../project/plan.ts';
import { withTrained } from './applyTrained.ts';

const fix = (layer: string): Plan['edits'][number] => ({
  kind: 'fix',
  on: 'model',
  pass: 'dropDropout',
  layer,
});
const data = { name: 'a.npz', count: 4, division: { validation: 0.1, test: 0.2, seed: 1 } };
const weights = { id: 'w', data };
const trained = { kind: 'trained', id: 'w', data } as const;

it('puts weights behind the edits they were trained with, and before those made meanwhile', () => {
  expect(withTrained([fix('a'), fix('b')], [fix('a')], weights)).toEqual([
    fix('a'),
    trained,
    fix('b'),
  ]);
  expect(withTrained([fix('a')], [fix('a')], weights)).toEqual([fix('a'), trained]);
});

it('says nothing of data that are not known', () => {
  expect(withTrained([], [], { id: 'w', data: null })).toEqual([{ kind: 'trained', id: 'w' }]);
});

it('puts them last where an edit was taken back meanwhile', () => {
  expect(withTrained([fix('b')], [fix('a')], weights)).toEqual([fix('b'), trained]);
  expect(withTrained([], [fix('a')], weights)).toEqual([trained]);
});
