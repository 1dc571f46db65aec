import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { listen } from './listen.ts';

function server(): Server {
  const made = createServer();
  onTestFinished(() => {
    made.close();
  });
  return made;
}

test('listens on the loopback address only', async () => {
  const made = server();
  const port = await listen(made, 0);
  expect(made.address()).toMatchObject({
    address: '127.0.0.1',
    port,
  } satisfies Partial<AddressInfo>);
});

test('takes the next free port where the usual one is taken', async () => {
  const usual = await listen(server(), 0);
  const next = await listen(server(), null, usual);
  expect(next).toBeGreaterThan(usual);
  expect(next).toBeLessThan(usual + 20);
});

test('does not go elsewhere than the user said', async () => {
  const taken = await listen(server(), 0);
  await expect(listen(server(), taken)).rejects.toMatchObject({
    diagnostics: [
      { code: 'cli/port-in-use', message: expect.stringContaining(`${taken}`) as string },
    ],
  });
});

test('tells what the system says', async () => {
  const refuses = server();
  refuses.listen = (() => {
    refuses.emit('error', Object.assign(new Error('listen EACCES'), { code: 'EACCES' }));
    return refuses;
  }) as Server['listen'];
  await expect(listen(refuses, 81)).rejects.toMatchObject({
    diagnostics: [{ code: 'cli/cannot-serve', received: 'listen EACCES' }],
  });
});
