import type { LayerNode } from '../ir/graph.ts';
import { layerDefinition } from '../layers/index.ts';

/**
 * What rounding does to the kernels of a quantized layer, all of them together.
 *     relativeError = sqrt(sum((w - q(w))^2) / sum(w^2))        0 = equal; a layer of zeros has 0
 * @returns null for a layer that rounds nothing
 * @throws StudioError as the layer's quantizer does
 */
export function weightError(node: LayerNode): number | null {
  const rounded = layerDefinition(node.className)?.prepareWeights?.(
    node.config,
    node.weights,
    node.name,
  );
  if (!rounded) return null;
  let power = 0;
  let noise = 0;
  for (const [name, kernel] of Object.entries(node.weights)) {
    const grid = rounded[name];
    if (!name.endsWith('kernel') || !grid) continue;
    for (let i = 0; i < kernel.data.length; i++) {
      const value = kernel.data[i] ?? 0;
      power += value * value;
      noise += (value - (grid.data[i] ?? 0)) ** 2;
    }
  }
  return noise === 0 ? 0 : Math.sqrt(noise / power);
}
