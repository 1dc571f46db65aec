import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { NamedLayer } from '../map/mapModel.ts';
import type { ChipKind } from '../layers/define.ts';

/** As `src/fixtures/mapping/models.json.gz` has it: name, kind, input, filters, kernel, pool, bits of weights and input. */
type Row = readonly [
  ...[string, ChipKind, number, number, number, number, number],
  ...['max' | 'avg' | null, number, number],
];

/**
 * The layers of a network that the vendor measured, as its own tool built them; without weights.
 * @param name  as in the fixture, say 'real/ds_cnn_kws'
 */
export function publishedNetwork(name: string): readonly NamedLayer[] {
  const file = new URL('../../fixtures/mapping/models.json.gz', import.meta.url);
  const models = JSON.parse(gunzipSync(readFileSync(file)).toString()) as readonly unknown[][];
  const layers = models.find(([own]) => own === name)?.[7] as readonly Row[] | undefined;
  if (!layers) throw new Error(`No network ${name}`);
  return layers.map((row, i): NamedLayer => {
    const [own, kind, first, second, channels, filters, kernel, pool, weightBits, inputBits] = row;
    const next = layers[i + 1];
    // A layer with global pooling computes a map as large as its input; any other gives the next one's.
    const [x, y] = pool === 'avg' || !next ? [first, second] : [next[2], next[3]];
    return {
      ...{ name: own, kind, filters, weightBits, inputBits },
      input: [first, second, channels],
      convolution: [x, y, filters],
      kernelSize: [kernel, kernel],
      pooling: { type: pool === 'max' ? 'max' : pool === 'avg' ? 'globalAverage' : 'none' },
    };
  });
}
