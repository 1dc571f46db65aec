import { expect, it } from 'vitest';
import type { Plan } from '../../worker/plan.ts';
import { withTrained } from './applyTrained.ts';

const fix = (layer: string): Plan['edits'][number] => ({
  kind: 'fix',
  on: 'model',
  pass: 'dropDropout',
  layer,
});
const trained = { kind: 'trained', id: 'w' } as const;

it('puts weights behind the edits they were trained with, and before those made meanwhile', () => {
  expect(withTrained([fix('a'), fix('b')], [fix('a')], 'w')).toEqual([fix('a'), trained, fix('b')]);
  expect(withTrained([fix('a')], [fix('a')], 'w')).toEqual([fix('a'), trained]);
});

it('puts them last where an edit was taken back meanwhile', () => {
  expect(withTrained([fix('b')], [fix('a')], 'w')).toEqual([fix('b'), trained]);
  expect(withTrained([], [fix('a')], 'w')).toEqual([trained]);
});
