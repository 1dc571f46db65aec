import { invariant } from '../errors/diagnostic.ts';
import { isJsonObject, type JsonObject } from '../ir/json.ts';
import type { LayerWeights } from './layerWeights.ts';
import type { LayerConfig, ModelConfig } from './modelConfig.ts';

/** How Keras 3 quantized a layer: `int8`, `int4`, `float8`, `gptq/4/128`, ...; null for a layer of plain numbers. */
export function quantizationOf(config: JsonObject): string | null {
  const { dtype } = config;
  if (typeof dtype === 'string') return /^(.+)_from_.+$/.exec(dtype)?.[1] ?? null;
  const inner = isJsonObject(dtype) ? dtype['config'] : undefined;
  const mode = isJsonObject(inner) ? inner['mode'] : undefined;
  return typeof mode === 'string' ? mode : null;
}

/** True for a layer with low-rank additions to its kernel (LoRA). */
export function hasLora(config: JsonObject): boolean {
  return typeof config['lora_rank'] === 'number';
}

/** True when some layer's weights are not the numbers that it computes with, so that `restoreWeights` is needed. */
export function needsRestoring({ layers }: ModelConfig): boolean {
  return layers.some(({ config, nested }: LayerConfig) =>
    nested ? needsRestoring(nested) : quantizationOf(config) !== null || hasLora(config),
  );
}

/** Makes the weights that Keras computes with of those that it stored: `restoreWeights`. */
export type Restore = (weights: LayerWeights, file: string) => LayerWeights;

/**
 * Reads a model, and again with `restoreWeights` when `read` answers null to ask for it: its code comes only then.
 * @param read  gives null when it gets null and the model needs restoring
 */
export async function withRestoring<T>(
  read: (restore: Restore | null) => Promise<T | null>,
): Promise<T> {
  const plain = await read(null);
  if (plain !== null) return plain;
  const { restoreWeights } = await import('./restoreWeights.ts');
  const restored = await read(restoreWeights);
  invariant(restored !== null, 'nothing more to ask for');
  return restored;
}
