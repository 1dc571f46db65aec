import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchSample } from './openFiles.ts';

const missing = { diagnostics: [{ code: 'studio/sample-missing' }] };

/** A response whose body breaks off. */
function torn(): Response {
  return new Response(
    new ReadableStream({
      start(controller) {
        controller.error(new TypeError('network error'));
      },
    }),
  );
}

beforeEach(() => {
  vi.stubGlobal('document', { baseURI: 'https://studio.test/' });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('fetchSample', () => {
  it('gives the file', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('weights')));
    expect(await (await fetchSample('a.h5')).text()).toBe('weights');
  });

  it.each([
    ['there is no connection', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['the server has no such file', () => Promise.resolve(new Response('', { status: 404 }))],
    ['the connection is lost before the last byte', () => Promise.resolve(torn())],
  ])('refuses when %s', async (_, fetch) => {
    vi.stubGlobal('fetch', fetch);
    await expect(fetchSample('a.h5')).rejects.toMatchObject(missing);
  });

  it('passes an abort on as it is', async () => {
    const controller = new AbortController();
    vi.stubGlobal('fetch', () => {
      controller.abort();
      return Promise.reject(new DOMException('Aborted.', 'AbortError'));
    });
    await expect(fetchSample('a.h5', controller.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
