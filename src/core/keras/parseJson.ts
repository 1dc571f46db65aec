import { fail, type Where } from '../errors/diagnostic.ts';
import type { Json } from '../ir/json.ts';

/** Model files nest about twenty deep; code that walks JSON may recurse, so damage must not nest without end. */
const MAX_DEPTH = 200;

/**
 * Parses JSON from a file, as Python's json module writes it: NaN and Infinity are read as null.
 * @throws StudioError keras/damaged-json for what is no JSON or nests deeper than 200
 */
export function parseJson(text: string, where: Where): Json {
  if (depthOf(text) > MAX_DEPTH) {
    fail('keras/damaged-json', where, `it nests deeper than ${MAX_DEPTH} levels`);
  }
  try {
    return JSON.parse(text) as Json;
  } catch {
    return parsePythonJson(text, where);
  }
}

/** What stands before a value inside a list or an object, and a number that only Python's json module writes. */
const PYTHON_NUMBER = /("(?:[^"\\]|\\.)*")|([[:,]\s*)(?:NaN|-?Infinity)(?=\s*[\],}])/g;

/** JSON with the bare NaN and Infinity of Python's json module, which become null: initializers that nobody runs again hold them. */
function parsePythonJson(text: string, where: Where): Json {
  const plain = text.replace(
    PYTHON_NUMBER,
    (whole, string: string | undefined, before: string | undefined) =>
      string === undefined ? `${before ?? ''}null` : whole,
  );
  try {
    return JSON.parse(plain) as Json;
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
