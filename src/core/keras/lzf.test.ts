import { describe, expect, it } from 'vitest';

import { goldenFile } from '../testing/golden.ts';
import { damagedOutcomes, fieldFile, filesUnder, graphOf, refusal } from '../testing/doors.ts';
import { unpackBlock, unpackLzf } from './lzf.ts';

const files = filesUnder(new URL('fixtures/lzf/', import.meta.url).pathname);
const field = { name: 'k05_lzf.h5', bytes: fieldFile('k05_lzf.h5') };

function named(name: string) {
  const found = files.find((file) => file.name === name);
  if (!found) throw new Error(name);
  return found;
}

describe('models packed with LZF', () => {
  it('the field file opens, with other values than zero everywhere', async () => {
    const graph = await graphOf(field);
    const packed = graph.layers.flatMap(({ weights }) =>
      weights['kernel'] ? [weights['kernel']] : [],
    );
    expect(packed.map(({ data }) => data.length)).toEqual([216, 576, 8192]);
    for (const { data } of packed) {
      expect(data.every((value) => value !== 0 && Math.abs(value) < 1)).toBe(true);
    }
  });

  it.each(['plain.h5', 'checked.h5', 'many.h5'])(
    '%s has the weights it was made of',
    async (name) => {
      const [graph, golden] = await Promise.all([
        graphOf(named(name)),
        graphOf({ name: 'a.h5', bytes: goldenFile('keras3/sequential.h5') }),
      ]);
      expect(graph.layers).toEqual(golden.layers);
    },
  );

  it('newest format of HDF5: refused as what it is', async () => {
    expect(await refusal(named('latest.h5'))).toBe('keras/damaged-hdf5');
    await expect(graphOf(named('latest.h5'))).rejects.toThrow(/LZF/);
  });

  it('a file without any is left alone', () => {
    expect(unpackLzf(goldenFile('keras3/sequential.h5'))).toBeNull();
    expect(unpackLzf(new Uint8Array())).toBeNull();
  });
});

describe('unpackBlock', () => {
  it('literals, near copies that overlap, long ones', () => {
    expect([...unpackBlock(Uint8Array.of(1, 7, 8, 0x20, 0, 0x20, 4), 8)]).toEqual([
      ...[7, 8, 8, 8, 8, 7, 8, 8],
    ]);
    expect([...unpackBlock(Uint8Array.of(0, 5, 0xe0, 3, 0), 13)]).toEqual(Array(13).fill(5));
  });

  it.each([
    ['points before the start', [0x20, 0], 3],
    ['ends early', [0, 5], 2],
    ['goes on too long', [0, 5, 0xe0, 3, 0], 12],
    ['breaks off', [3, 1, 2], 4],
    ['claims more than it can hold', [0, 5], 2 ** 30],
  ])('%s', (_, packed, size) => {
    expect(() => unpackBlock(Uint8Array.from(packed), size)).toThrow(RangeError);
  });
});

it('500 damaged files end with a model or a StudioError', async () => {
  const whole = [field, named('checked.h5'), named('plain.h5')];
  const seen = await damagedOutcomes(500, ({ random, pick, bytes, structure }) => {
    const file = pick(whole);
    return [{ ...file, bytes: random() < 0.5 ? bytes(file.bytes) : structure(file.bytes) }];
  });
  expect([...seen]).toEqual(expect.arrayContaining(['read', 'keras/damaged-hdf5']));
});
