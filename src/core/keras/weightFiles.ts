import { isJsonObject } from '../ir/json.ts';
import { fileKind } from './fileKind.ts';
import { parseJson } from './parseJson.ts';

/**
 * Paths of the weight files that a TensorFlow.js model.json lists, each once, as it spells them. None for any other file
 * and for a damaged one: `readModel` says what is wrong with it.
 */
export function weightFilesOf(bytes: Uint8Array): readonly string[] {
  if (fileKind(bytes).kind !== 'json') return [];
  const manifest = manifestOf(bytes);
  if (!Array.isArray(manifest)) return [];
  const paths = manifest.flatMap((group: unknown): readonly unknown[] => {
    const listed = isJsonObject(group) ? group['paths'] : undefined;
    return Array.isArray(listed) ? listed : [];
  });
  return [...new Set(paths.filter((path) => typeof path === 'string'))];
}

function manifestOf(bytes: Uint8Array): unknown {
  try {
    const json = parseJson(new TextDecoder().decode(bytes), {});
    return isJsonObject(json) ? json['weightsManifest'] : undefined;
  } catch {
    return undefined;
  }
}
