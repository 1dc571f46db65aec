import { CONTENT_SECURITY_POLICY } from '../securityHeaders.ts';
import { statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import sirv from 'sirv';
import { OPENED, type OpenedModel } from './openedModel.ts';

const SECURITY_HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

/** File formats here that no table of media types knows. */
const BINARY = /\.(h5|npz|fbz)$/;
/** The builds of the studio and of its documentation put a hash of the content into every name here. */
const HASHED = /(^|\/)assets\//;

/**
 * A server for the built studio and the files of one model, and for nothing else.
 * @param folder  the built studio
 */
export function createStudioServer(folder: string, model: OpenedModel | null): Server {
  // `dev` looks at the disk at every request: a studio that is rebuilt meanwhile is served in its new state. No ETags:
  // sirv makes them of size and time, and npm gives all files of a package the same time.
  const serveStudio = sirv(folder, { dev: true, setHeaders: setFileHeaders });

  function respond(request: IncomingMessage, response: ServerResponse): void {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    // A file may grow or shrink while it is sent. On a shared connection, surplus bytes would be read as the next answer,
    // and the page would wait for missing ones.
    response.setHeader('Connection', 'close');
    const { localPort: port = 0 } = request.socket;
    if (!isOwnHost(request.headers.host, port)) {
      answer(response, 403, `This server answers to http://localhost:${port} only.`);
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      answer(response, 405, 'This server only hands out files.');
      return;
    }
    // The studio asks for whole files, and sirv fails on a range that it does not understand.
    delete request.headers.range;
    const path = pathOf(request);
    if (path === null) answer(response, 400, 'The address cannot be read.');
    else if (path.startsWith(`/${OPENED}`)) {
      const file = model?.find(path.slice(OPENED.length + 1));
      sendModelFile(request, response, file).catch(() => response.destroy());
    } else if (isFolder(folder, path)) {
      response.setHeader('Location', `${path}/`);
      answer(response, 301, 'The page lies one slash further.');
    } else {
      serveStudio(request, response, () => {
        answer(response, 404, 'There is no such file.');
      });
    }
  }

  return createServer((request, response) => {
    try {
      respond(request, response);
    } catch {
      // A file that went away between two looks at it. One request fails, the server goes on.
      if (response.headersSent) response.destroy();
      else answer(response, 500, 'The file cannot be read.');
    }
  });
}

/** The path that was asked for, decoded; null when it is malformed. */
function pathOf({ url = '/' }: IncomingMessage): string | null {
  try {
    const path = decodeURIComponent(url.replace(/[?#].*$/s, ''));
    return path.startsWith('/') && !path.includes('\0') ? path : null;
  } catch {
    return null;
  }
}

/** A folder of the studio without the slash at its end: links of the page inside would lead one level too high. */
function isFolder(folder: string, path: string): boolean {
  const isName = /^(\/[\w-]+)+$/.test(path);
  return (
    isName && (statSync(join(folder, path), { throwIfNoEntry: false })?.isDirectory() ?? false)
  );
}

function setFileHeaders(response: ServerResponse, pathname: string): void {
  const cache = HASHED.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache';
  response.setHeader('Cache-Control', cache);
  if (BINARY.test(pathname)) response.setHeader('Content-Type', 'application/octet-stream');
}

/** Sends a file of the model as it is on disk now. */
async function sendModelFile(
  request: IncomingMessage,
  response: ServerResponse,
  found: string | Uint8Array | undefined,
): Promise<void> {
  if (found instanceof Uint8Array) {
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Content-Type', 'application/octet-stream');
    response.setHeader('Content-Length', found.length);
    response.end(request.method === 'HEAD' ? undefined : found);
    return;
  }
  const file = found === undefined ? null : await open(found).catch(() => null);
  if (!file) {
    answer(response, 404, 'The model has no such file, or it cannot be read.');
    return;
  }
  const { size } = await file.stat();
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Type', 'application/octet-stream');
  response.setHeader('Content-Length', size);
  if (request.method === 'HEAD' || size === 0) {
    response.end();
    await file.close();
    return;
  }
  // A file that shrinks meanwhile breaks the connection, and the page says that the model did not arrive.
  await pipeline(file.createReadStream({ end: size - 1 }), response);
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  response.end(`${text}\n`);
}

const OWN_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
/** Browsers leave this port out of the header. */
const HTTP_PORT = 80;

/**
 * True when a request was addressed to this machine under a name of its own. A page elsewhere whose name is made to point
 * to 127.0.0.1 (DNS rebinding) counts as the same origin to the browser; its name in the Host header gives it away.
 * @param host  the Host header
 */
export function isOwnHost(host: string | undefined, port: number): boolean {
  const [, name = '', given] = /^(.*?)(?::(\d+))?$/.exec(host ?? '') ?? [];
  return OWN_NAMES.has(name.toLowerCase()) && Number(given ?? HTTP_PORT) === port;
}
