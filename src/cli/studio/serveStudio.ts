import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { fail } from '../../core/errors/diagnostic.ts';
import type { CommandIo } from '../command.ts';
import { listen } from './listen.ts';
import { openBrowser } from './openBrowser.ts';
import { openedModel } from './openedModel.ts';
import { createStudioServer } from './studioServer.ts';

interface StudioOptions {
  /** The built studio. */
  readonly folder: string;
  /** Path of the model that the page opens; null: none. */
  readonly model: string | null;
  /** Null: the usual one, or the next that is free. */
  readonly port: number | null;
  /** Whether to show the page in the user's browser. */
  readonly show: boolean;
}

/**
 * Serves the studio until `io.signal` aborts.
 * @throws StudioError whatever `inspect` says of the model; cli/studio-missing, cli/port-in-use, cli/cannot-serve
 */
export async function serveStudio(options: StudioOptions, io: CommandIo): Promise<void> {
  const model = options.model === null ? null : await openedModel(options.model);
  if (!existsSync(join(options.folder, 'index.html'))) {
    fail('cli/studio-missing', {}, options.folder);
  }
  io.signal.throwIfAborted();
  const server = createStudioServer(options.folder, model);
  const port = await listen(server, options.port);
  const address = `http://localhost:${port}/${model?.address ?? ''}`;
  io.out(`The studio is at ${address}\nCtrl-C stops it.\n`);
  io.result({ address });
  if (options.show) {
    const reason = await openBrowser(address);
    if (reason !== null) io.err(`No browser was opened (${reason}). Open the address yourself.\n`);
  }
  if (!io.signal.aborted) await once(io.signal, 'abort');
  server.close();
  server.closeAllConnections();
  io.out('Stopped.\n');
}
