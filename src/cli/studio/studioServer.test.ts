import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders, type Server } from 'node:http';
import { onTestFinished, describe, expect, test } from 'vitest';
import { goldenTfjs } from '../../core/testing/tfjsModel.ts';
import { CONTENT_SECURITY_POLICY } from '../securityHeaders.ts';
import { workplace, type Workplace } from '../testing/runCli.ts';
import { listen } from './listen.ts';
import { openedModel, type OpenedModel } from './openedModel.ts';
import { createStudioServer, isOwnHost } from './studioServer.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Asks as raw as a socket: `fetch` would tidy the path up before it is sent. */
type Ask = (
  path: string,
  options?: { method?: string; headers?: object; onData?: () => void },
) => Promise<Answer>;

/** A built studio in small. */
function studioAt(at: Workplace): string {
  mkdirSync(at.path('studio/assets'), { recursive: true });
  mkdirSync(at.path('studio/docs/assets'), { recursive: true });
  mkdirSync(at.path('studio/samples'));
  writeFileSync(at.path('studio/index.html'), '<title>studio</title>');
  writeFileSync(at.path('studio/sw.js'), 'worker');
  writeFileSync(at.path('studio/assets/index-aBcD1234.js'), 'code');
  writeFileSync(at.path('studio/docs/index.html'), 'docs');
  writeFileSync(at.path('studio/docs/assets/style.aBcD1234.css'), 'css');
  writeFileSync(at.path('studio/samples/m.h5'), 'sample');
  writeFileSync(at.path('secret.txt'), 'secret');
  return at.path('studio');
}

async function serve(folder: string, model: OpenedModel | null = null): Promise<Ask> {
  const server: Server = createStudioServer(folder, model);
  const port = await listen(server, 0);
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return (path, { method = 'GET', headers = {}, onData } = {}) =>
    new Promise((resolve, reject) => {
      const to = { host: '127.0.0.1', port, path, method };
      request({ ...to, headers: { host: `localhost:${port}`, ...headers } }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
          onData?.();
        });
        response.on('error', reject);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        });
      })
        .on('error', reject)
        .end();
    });
}

/** A TensorFlow.js model of two weight files, which its model.json calls `w/a.bin` and `./b.bin`. */
async function tfjsAt(at: Workplace): Promise<OpenedModel> {
  const [json, ...shards] = await goldenTfjs('mnist/mnist_float.h5', { shardBytes: 150_000 });
  expect(shards).toHaveLength(2);
  const text = new TextDecoder()
    .decode(json?.bytes)
    .replace('group1-shard1of2.bin', 'w/a.bin')
    .replace('group1-shard2of2.bin', './b.bin');
  mkdirSync(at.path('w'));
  writeFileSync(at.path('model.json'), text);
  writeFileSync(at.path('w/a.bin'), shards[0]?.bytes ?? '');
  writeFileSync(at.path('b.bin'), shards[1]?.bytes ?? '');
  return openedModel(at.path('model.json'));
}

describe('the studio', () => {
  test.each([
    ['/', 'text/html;charset=utf-8', 'no-cache'],
    ['/?model=opened/m.h5', 'text/html;charset=utf-8', 'no-cache'],
    ['/sw.js', 'text/javascript', 'no-cache'],
    ['/assets/index-aBcD1234.js', 'text/javascript', 'public, max-age=31536000, immutable'],
    ['/docs/', 'text/html;charset=utf-8', 'no-cache'],
    ['/docs/assets/style.aBcD1234.css', 'text/css', 'public, max-age=31536000, immutable'],
    ['/samples/m.h5', 'application/octet-stream', 'no-cache'],
  ])('%s', async (path, type, cache) => {
    const ask = await serve(studioAt(workplace()));
    const { status, headers } = await ask(path);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': type,
      'cache-control': cache,
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    const head = await ask(path, { method: 'HEAD' });
    expect(head).toMatchObject({ status: 200, text: '' });
    expect(head.headers['content-length']).toBe(headers['content-length']);
  });

  test('a studio that is built anew is served as it is then', async () => {
    const at = workplace();
    const ask = await serve(studioAt(at));
    await ask('/');
    writeFileSync(at.path('studio/index.html'), 'a longer studio than before');
    expect((await ask('/')).text).toBe('a longer studio than before');
  });

  test('a folder without its slash leads to the one with it', async () => {
    const ask = await serve(studioAt(workplace()));
    expect(await ask('/docs')).toMatchObject({ status: 301, headers: { location: '/docs/' } });
  });

  test.each(['bytes=9-1', 'bytes=x', 'bytes=0-1', 'bytes=99-'])(
    'gives the whole file for the range %s',
    async (range) => {
      const ask = await serve(studioAt(workplace()));
      const answer = await ask('/samples/m.h5', { headers: { range } });
      expect(answer).toMatchObject({ status: 200, text: 'sample' });
    },
  );

  test.each([
    '/nothing.js',
    '/samples/',
    '/assets/',
    '/opened/',
    '/opened/secret.txt',
    '/../secret.txt',
    '/samples/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '//secret.txt',
    '/studio/../../secret.txt',
    '/index.html%00.js',
    '/%',
    '/%ff',
    'http://127.0.0.1/../secret.txt',
    '*',
  ])('has nothing at %s', async (path) => {
    const ask = await serve(studioAt(workplace()));
    const { status, text } = await ask(path);
    expect([400, 404]).toContain(status);
    expect(text).not.toContain('secret.txt');
    expect(text).not.toBe('secret');
  });

  test('only hands out', async () => {
    const ask = await serve(studioAt(workplace()));
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const { status, headers } = await ask('/', { method });
      expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: 'GET, HEAD' });
    }
  });

  test('answers no other name than this machine has for itself', async () => {
    const ask = await serve(studioAt(workplace()));
    const { status, text } = await ask('/', { headers: { host: 'evil.example' } });
    expect(status).toBe(403);
    expect(text).toMatch(/^This server answers to http:\/\/localhost:\d+ only\.\n$/);
  });
});

describe('the model', () => {
  test('is handed out as it is on disk at that moment, and nothing beside it', async () => {
    const at = workplace();
    at.copy('mnist/mnist_float.h5', 'my 50% model#1.h5');
    writeFileSync(at.path('other.h5'), 'other');
    const model = await openedModel(at.path('my 50% model#1.h5'));
    expect(model.address).toBe('?model=opened/my%2050%25%20model%231.h5');
    const ask = await serve(studioAt(at), model);
    const address = '/opened/my%2050%25%20model%231.h5';

    const { status, headers } = await ask(address);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(await ask(address, { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });

    writeFileSync(at.path('my 50% model#1.h5'), 'trained on');
    expect((await ask(address)).text).toBe('trained on');
    truncateSync(at.path('my 50% model#1.h5'));
    expect(await ask(address)).toMatchObject({ status: 200, text: '' });
    rmSync(at.path('my 50% model#1.h5'));
    expect((await ask(address)).status).toBe(404);
    for (const beside of ['other.h5', '../other.h5', '%2e%2e/other.h5', './other.h5', '']) {
      expect((await ask(`/opened/${beside}`)).status).toBe(404);
    }
  });

  test('that shrinks while it is sent breaks off instead of being waited for', async () => {
    const at = workplace();
    const model = await openedModel(at.copy('mnist/mnist_float.h5', 'm.h5'));
    truncateSync(at.path('m.h5'), 200_000_000);
    const ask = await serve(studioAt(at), model);
    const shrink = () => {
      truncateSync(at.path('m.h5'));
    };
    await expect(ask('/opened/m.h5', { onData: shrink })).rejects.toThrow('aborted');
  });

  test('comes with the weight files that its model.json lists now', async () => {
    const at = workplace();
    const model = await tfjsAt(at);
    writeFileSync(at.path('c.bin'), 'c');
    const ask = await serve(studioAt(at), model);
    expect((await ask('/opened/model.json')).status).toBe(200);
    expect((await ask('/opened/w/a.bin')).status).toBe(200);
    expect((await ask('/opened/b.bin')).status).toBe(200);
    expect((await ask('/opened/c.bin')).status).toBe(404);

    writeFileSync(at.path('model.json'), '{"weightsManifest": [{"paths": ["c.bin"]}]}');
    expect((await ask('/opened/c.bin')).text).toBe('c');
    expect((await ask('/opened/b.bin')).status).toBe(404);

    const outside = '{"weightsManifest": [{"paths": ["../secret.txt", "/etc/passwd"]}]}';
    writeFileSync(at.path('model.json'), outside);
    for (const path of ['../secret.txt', '%2e%2e/secret.txt', '/etc/passwd', '%2fetc%2fpasswd']) {
      expect((await ask(`/opened/${path}`)).status).toBe(404);
    }
    rmSync(at.path('model.json'));
    expect((await ask('/opened/c.bin')).status).toBe(404);
  });
});

describe('isOwnHost', () => {
  test.each(['localhost:4340', 'LOCALHOST:4340', '127.0.0.1:4340', '[::1]:4340'])(
    '%s is us',
    (host) => {
      expect(isOwnHost(host, 4340)).toBe(true);
    },
  );

  test.each([
    undefined,
    '',
    'localhost',
    'localhost:4341',
    'localhost:',
    'evil.example:4340',
    'localhost.evil.example:4340',
    'evil.example@localhost:4340',
    'localhost:80:4340',
    '0.0.0.0:4340',
    '[::1',
  ])('%s is not', (host) => {
    expect(isOwnHost(host, 4340)).toBe(false);
  });

  test('port 80 may be left out', () => {
    expect(isOwnHost('localhost', 80)).toBe(true);
    expect(isOwnHost('localhost:80', 80)).toBe(true);
  });
});
