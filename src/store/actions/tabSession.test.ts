import { describe, expect, it } from 'vitest';
import { chooseSession, latestFirst } from './tabSession.ts';

const index = { old: 1000, latest: 3000, middle: 2000 };
const newId = () => 'new';

/** Takes ids that no other window has. */
const claimer = (held: readonly string[]) => {
  const taken = new Set(held);
  return (id: string) => {
    if (taken.has(id)) return Promise.resolve(false);
    taken.add(id);
    return Promise.resolve(true);
  };
};

describe('chooseSession', () => {
  it('gives a reloaded window its own session', async () => {
    const place = await chooseSession('old', index, claimer(['latest']), newId);
    expect(place).toEqual({ id: 'old', from: 'old' });
  });

  it('gives a copy of a window the session of the other, to go on apart', async () => {
    const place = await chooseSession('old', index, claimer(['old']), newId);
    expect(place).toEqual({ id: 'new', from: 'old' });
  });

  it('gives a new window the latest session that no window holds', async () => {
    expect(await chooseSession(null, index, claimer([]), newId)).toEqual({
      id: 'latest',
      from: 'latest',
    });
    expect(await chooseSession(null, index, claimer(['latest']), newId)).toEqual({
      id: 'middle',
      from: 'middle',
    });
  });

  it('begins empty when every session is open elsewhere', async () => {
    const place = await chooseSession(null, index, claimer(Object.keys(index)), newId);
    expect(place).toEqual({ id: 'new', from: null });
  });
});

it('latestFirst sorts by the time of saving', () => {
  expect(latestFirst(index)).toEqual(['latest', 'middle', 'old']);
});
