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
