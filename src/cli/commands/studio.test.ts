import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { goldenDir, goldenFile } from '../../core/testing/golden.ts';
import { listen } from '../studio/listen.ts';
import { main } from '../main.ts';
import { runCli, workplace } from '../testing/runCli.ts';

const folders = vi.hoisted(() => ({ studioFolder: '' }));
vi.mock('../packageFolders.ts', () => folders);

const MODEL = `${goldenDir()}/mnist/mnist_float.h5`;

beforeEach(() => {
  const at = workplace();
  mkdirSync(at.path('studio'));
  writeFileSync(at.path('studio/index.html'), '<title>studio</title>');
  folders.studioFolder = at.path('studio');
});

/** Runs the command until it has printed its address, and gives what ends it. */
async function started(...argv: readonly string[]) {
  const controller = new AbortController();
  let out = '';
  let err = '';
  const code = main(['studio', ...argv], {
    out: (text) => (out += text),
    err: (text) => (err += text),
    isTerminal: false,
    signal: controller.signal,
  });
  onTestFinished(() => {
    controller.abort();
  });
  const address = await vi.waitFor(() => {
    const [found] = /http:\S+/.exec(out) ?? [];
    if (found === undefined) throw new Error(`No address yet: ${out}${err}`);
    return found;
  }, 30_000);
  return {
    address,
    err: () => err,
    end: async () => {
      controller.abort();
      return { code: await code, out };
    },
  };
}

describe('serves until Ctrl-C', () => {
  test('without a model', async () => {
    const { address, end } = await started('--no-open', '--port', '0');
    expect(address).toMatch(/^http:\/\/localhost:\d+\/$/);
    expect(await (await fetch(address)).text()).toBe('<title>studio</title>');
    const { code, out } = await end();
    expect(code).toBe(0);
    expect(out).toBe(`The studio is at ${address}\nCtrl-C stops it.\nStopped.\n`);
    await expect(fetch(address)).rejects.toThrow('fetch failed');
  });

  test('with a model', async () => {
    const { address, end } = await started(MODEL, '--no-open', '--port', '0');
    expect(address).toMatch(/\/\?model=opened\/mnist_float\.h5$/);
    const file = await fetch(new URL('opened/mnist_float.h5', address));
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(goldenFile('mnist/mnist_float.h5'));
    expect((await end()).code).toBe(0);
  });

  test('where no browser can be opened', async () => {
    vi.stubEnv('CI', 'true');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const { end, err } = await started('--port', '0');
    await vi.waitFor(() => {
      expect(err()).toBe('No browser was opened (this is a CI job). Open the address yourself.\n');
    });
    expect((await end()).code).toBe(0);
  });
});

describe('says before it serves', () => {
  test('what inspect says of the file', async () => {
    const at = workplace();
    writeFileSync(at.path('notes.txt'), 'Not a model.');
    for (const path of [at.path('no.h5'), at.path('notes.txt'), at.path('.')]) {
      const studio = await runCli(['studio', path, '--no-open']);
      expect(studio).toEqual(await runCli(['inspect', '-m', path]));
      expect(studio.err).not.toBe('');
    }
  });

  test('that the studio is not built', async () => {
    folders.studioFolder = workplace().path('none');
    const { code, err } = await runCli(['studio', '--no-open', '--port', '0']);
    expect(code).toBe(2);
    expect(err).toContain('error[cli/studio-missing]');
    expect(err).toContain('npm run build:studio');
  });

  test('that the port is taken', async () => {
    const other = createServer();
    const port = await listen(other, 0);
    onTestFinished(() => {
      other.close();
    });
    const { code, err } = await runCli(['studio', '--no-open', '--port', `${port}`]);
    expect(code).toBe(2);
    expect(err).toContain('error[cli/port-in-use]');
    expect(err).toContain(`port ${port}.`);
  });

  test.each(['65536', '-1', '1.5', 'x', ''])('that %j is no port', async (port) => {
    const { code, err } = await runCli(['studio', '--no-open', `--port=${port}`]);
    expect(code).toBe(2);
    expect(err).toContain('expected a port from 0 to 65535');
  });
});
