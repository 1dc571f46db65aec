import { invariant } from '../errors/diagnostic.ts';
import { quantizationOf } from '../ir/dtype.ts';
import type { JsonObject } from '../ir/json.ts';
import type { LayerWeights } from './layerWeights.ts';
import type { LayerConfig, ModelConfig } from './modelConfig.ts';

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
