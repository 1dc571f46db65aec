import type { NamedLayer } from '../map/mapModel.ts';
import { mappedNetworks, networkLayer } from './mappingAnswers.ts';

/**
 * The layers of a network that the vendor measured, as its own tool built them; without weights.
 * @param name  as in the fixture, say 'real/ds_cnn_kws'
 */
export function publishedNetwork(name: string): readonly NamedLayer[] {
  const rows = mappedNetworks().find(([own]) => own === name)?.[7];
  if (!rows) throw new Error(`No network ${name}`);
  const layers = rows.map(networkLayer);
  return layers.map((layer, i) => {
    const next = layers[i + 1];
    // A layer with global pooling computes a map as large as its input; any other gives the next one's.
    const isWhole = layer.pooling.type === 'globalAverage' || !next;
    const [x, y] = isWhole ? layer.input : next.input;
    return { ...layer, convolution: [x, y, layer.filters] };
  });
}
