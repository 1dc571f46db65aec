import type { NamedLayer } from '../map/mapModel.ts';
import { mappedNetworks, networkLayer } from './mappingAnswers.ts';

/**
 * The layers of a network that the vendor measured, as its own tool built them; without weights.
 * @param name  as in the answers, say 'real/ds_cnn_kws'
 */
export function publishedNetwork(name: string): readonly NamedLayer[] {
  const rows = mappedNetworks().find(([own]) => own === name)?.[7];
  if (!rows) throw new Error(`No network ${name}`);
  const layers = rows.map(networkLayer);
  return layers.map((layer, i): NamedLayer => {
    const next = layers[i + 1];
    // A layer with global pooling computes a map as large as its input; any other gives the next one's.
    const of = layer.pooling.type === 'globalAverage' || !next ? layer : next;
    return { ...layer, convolution: [of.input[0], of.input[1], layer.filters] };
  });
}
