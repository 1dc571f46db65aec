import { expect, it } from 'vitest';
import { quantizedReLUGrid } from '../../layers/activationGrid.ts';
import { channelsInTurn, joinedFinish, type Finish } from './finish.ts';

const bias: Finish = { bias: Float32Array.from([1]) };
const clamp: Finish = { clamp: { zero: 'max', upper: null } };
const grid: Finish = { grid: quantizedReLUGrid(4, 6) };

it('joins what comes later in the order of the kernel', () => {
  expect(joinedFinish(bias, clamp)).toEqual({ ...bias, ...clamp });
  expect(joinedFinish({ ...bias, ...clamp }, grid)).toEqual({ ...bias, ...clamp, ...grid });
  expect(joinedFinish(grid, {})).toEqual(grid);
});

it('leaves apart what the kernel would do in another order, or twice', () => {
  expect(joinedFinish(grid, clamp)).toBeNull();
  expect(joinedFinish(clamp, bias)).toBeNull();
  expect(joinedFinish(clamp, clamp)).toBeNull();
});

it('repeats channels until whole vectors are full', () => {
  expect([...channelsInTurn(3)]).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2]);
  expect([...channelsInTurn(2)]).toEqual([0, 1, 0, 1]);
  expect(channelsInTurn(8)).toHaveLength(8);
});
