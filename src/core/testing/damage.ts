import { isStudioError } from '../errors/diagnostic.ts';

export { seededRandom } from './random.ts';

/** One damaged copy: a flipped bit, a cut end, a random byte, or four bytes as a length field gone wrong. */
export function damaged(bytes: Uint8Array, random: () => number): Uint8Array {
  const copy = bytes.slice();
  const at = Math.floor(random() * copy.length);
  switch (Math.floor(random() * 4)) {
    case 0:
      copy[at] = (copy[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      return copy;
    case 1:
      return copy.subarray(0, at);
    case 2:
      copy[at] = Math.floor(random() * 256);
      return copy;
    default:
      copy.fill(random() < 0.5 ? 0xff : Math.floor(random() * 256), at, at + 4);
      return copy;
  }
}

/** What reading did: a result, or the codes of the StudioError; any other exception goes on. */
export function outcomeOf(read: () => unknown): 'read' | readonly string[] {
  try {
    read();
    return 'read';
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return error.diagnostics.map((diagnostic) => diagnostic.code);
  }
}
