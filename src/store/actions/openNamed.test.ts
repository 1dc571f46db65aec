import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { studioStore } from '../studioStore.ts';
import { readDropped } from './openFiles.ts';
import { namedModel, openNamed, pathBelow, withoutModel } from './openNamed.ts';

const listed = vi.hoisted(() => vi.fn(() => Promise.resolve<string[]>([])));

vi.mock('../studioClient.ts', () => ({ studioClient: { call: listed } }));
vi.mock('./openFiles.ts', () => ({ readDropped: vi.fn(() => Promise.resolve()) }));

describe('namedModel and withoutModel', () => {
  it.each([
    ['http://localhost/?model=opened/m.h5', 'opened/m.h5', 'http://localhost/'],
    ['http://localhost/a/?model=my%20m%2Bn.h5&b=1#c', 'my m+n.h5', 'http://localhost/a/?b=1#c'],
    ['http://localhost/?model=', null, 'http://localhost/'],
    ['http://localhost/', null, 'http://localhost/'],
  ])('%s', (address, named, rest) => {
    expect(namedModel(address)).toBe(named);
    expect(withoutModel(address)).toBe(rest);
  });
});

describe('pathBelow', () => {
  it.each([
    ['m.h5', ['m.h5']],
    ['./opened//m.h5', ['opened', 'm.h5']],
    ['a/../m.h5', ['m.h5']],
    ['50%2e h5?.#', ['50%2e h5?.#']],
    ['a:b.h5', ['a:b.h5']],
  ])('%s', (path, parts) => {
    expect(pathBelow(path)).toEqual(parts);
    expect(pathBelow(path, ['folder'])).toEqual(['folder', ...parts]);
  });

  it.each([
    'https://elsewhere.example/m.h5',
    '//elsewhere.example/m.h5',
    '/m.h5',
    '\\m.h5',
    '../m.h5',
    'a/../../m.h5',
    '..',
    '.',
    '',
    'a/..',
    '\ud800.h5',
  ])('%j leads out or nowhere', (path) => {
    expect(pathBelow(path, ['folder'])).toBeNull();
  });
});

describe('openNamed', () => {
  let asked: string[] = [];

  beforeEach(() => {
    studioStore.setState(studioStore.getInitialState());
    vi.mocked(readDropped).mockClear();
    listed.mockReset().mockResolvedValue([]);
    asked = [];
    vi.stubGlobal('document', { baseURI: 'http://localhost/studio/' });
    vi.stubGlobal('fetch', (url: URL) => {
      asked.push(url.href);
      return Promise.resolve(new Response(`at ${url.pathname}`));
    });
  });

  afterEach(() => {
    vi.unstubAllGlobals();
  });

  const droppedNames = () => vi.mocked(readDropped).mock.calls[0]?.[1].map(({ name }) => name);
  const error = () => studioStore.getState().openError;

  it('opens the file as if it had been dropped', async () => {
    expect(await openNamed('opened/my 50% #1?.h5')).toBe(true);
    expect(asked).toEqual(['http://localhost/studio/opened/my%2050%25%20%231%3F.h5']);
    expect(droppedNames()).toEqual(['my 50% #1?.h5']);
  });

  it('brings the weight files along', async () => {
    listed.mockResolvedValue(['w/a.bin', './b.bin']);
    expect(await openNamed('opened/model.json')).toBe(true);
    expect(asked.slice(1)).toEqual([
      'http://localhost/studio/opened/w/a.bin',
      'http://localhost/studio/opened/b.bin',
    ]);
    expect(droppedNames()).toEqual(['model.json', 'a.bin', 'b.bin']);
  });

  it.each(['https://elsewhere.example/m.h5', '../m.h5', '/m.h5'])(
    'asks nobody for %s',
    async (named) => {
      expect(await openNamed(named)).toBe(false);
      expect(asked).toEqual([]);
      expect(error()).toMatchObject({
        name: 'm.h5',
        diagnostics: [{ code: 'studio/address-elsewhere', received: named }],
      });
    },
  );

  it('does not follow a weight file out of the folder of its model', async () => {
    listed.mockResolvedValue(['../samples/a.bin']);
    expect(await openNamed('opened/model.json')).toBe(false);
    expect(asked).toHaveLength(1);
    expect(error()?.diagnostics).toMatchObject([
      { code: 'studio/address-elsewhere', where: { file: 'model.json' } },
    ]);
  });

  it.each([
    ['the server is gone', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['the server has no such file', () => Promise.resolve(new Response('', { status: 404 }))],
  ])('says when %s', async (_, fetch) => {
    vi.stubGlobal('fetch', fetch);
    expect(await openNamed('opened/m.h5')).toBe(false);
    expect(error()).toMatchObject({
      name: 'm.h5',
      diagnostics: [{ code: 'studio/not-served', where: { file: 'opened/m.h5' } }],
    });
  });
});
