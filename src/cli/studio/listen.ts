import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { diagnostic, fail, StudioError } from '../../core/errors/diagnostic.ts';

/** Reachable from this machine only. */
const LOOPBACK = '127.0.0.1';
/**
 * Where the studio is served unless --port says otherwise. Always the same, because the browser keeps sessions by address.
 */
export const USUAL_PORT = 4340;
/** How many ports are tried, from the usual one upwards. */
const TRIES = 20;

/**
 * Starts to listen on the loopback address.
 * @param asked  the port that the user named; 0 takes any free one; null: the usual one, or the next that is free
 * @returns the port
 * @throws StudioError cli/port-in-use, cli/cannot-serve
 */
export async function listen(
  server: Server,
  asked: number | null,
  usual = USUAL_PORT,
): Promise<number> {
  const last = asked ?? usual + TRIES - 1;
  for (let port = asked ?? usual; port <= last; port++) {
    try {
      return await listenOn(server, port);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'EADDRINUSE') continue;
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new StudioError([diagnostic('cli/cannot-serve', {}, port, reason)], { cause });
    }
  }
  return fail('cli/port-in-use', {}, asked === null ? `${usual} to ${last}` : `${asked}`);
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
