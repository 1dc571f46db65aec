import { isJsonObject, type JsonObject } from './json.ts';

/** How Keras 3 quantized a layer: `int8`, `int4`, `float8`, `gptq/4/128`, ...; null for a layer of plain numbers. */
export function quantizationOf(config: JsonObject): string | null {
  const { dtype } = config;
  if (typeof dtype === 'string') return /^(.+)_from_.+$/.exec(dtype)?.[1] ?? null;
  const inner = isJsonObject(dtype) ? dtype['config'] : undefined;
  const mode = isJsonObject(inner) ? inner['mode'] : undefined;
  return typeof mode === 'string' ? mode : null;
}

/** The 16-bit numbers that a layer computes in: of its dtype, or of a mixed policy by its name; null for others. */
export function halfPrecisionOf(config: JsonObject): 'float16' | 'bfloat16' | null {
  const { dtype } = config;
  const inner = isJsonObject(dtype) ? dtype['config'] : undefined;
  const name = isJsonObject(inner) ? (inner['name'] ?? inner['source_name']) : dtype;
  if (typeof name !== 'string') return null;
  const found = /(?:^|_)(b?float16)$/.exec(name)?.[1];
  return found === 'float16' || found === 'bfloat16' ? found : null;
}
