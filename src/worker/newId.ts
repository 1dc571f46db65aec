/** A name that nothing else has. `crypto.randomUUID` exists on secure pages only; the studio also runs from a plain http server. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
