import { fail, type Where } from '../errors/diagnostic.ts';
import type { Json } from '../ir/json.ts';

/** Model files nest about twenty deep; code that walks JSON may recurse, so damage must not nest without end. */
const MAX_DEPTH = 200;

/**
 * Parses JSON from a file.
 * @throws StudioError keras/damaged-json for what is no JSON or nests deeper than 200
 */
export function parseJson(text: string, where: Where): Json {
  if (depthOf(text) > MAX_DEPTH) {
    fail('keras/damaged-json', where, `it nests deeper than ${MAX_DEPTH} levels`);
  }
  try {
    return JSON.parse(text) as Json;
  } catch {
    fail('keras/damaged-json', where, 'it breaks off or is not valid JSON');
  }
}

/** Deepest nesting of brackets outside strings. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (inString) {
      if (char === '\\') i++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') deepest = Math.max(deepest, ++depth);
    else if (char === '}' || char === ']') depth--;
  }
  return deepest;
}
