import { expect, it } from 'vitest';
import { buildChain, type LayerSpec } from '../../testing/buildChain.ts';
import { quantizedConv, quantizedSeparable } from '../../testing/layerSpecs.ts';
import { akd1000 } from '../../targets/akd1000.ts';
import { contextOf } from '../context.ts';
import { hardwareLayersOfGraph } from './hardwareLayers.ts';
import { filterGroups, inputBytes, mapPieces } from './split.ts';

type Verdict = readonly [
  input: readonly number[],
  layer: LayerSpec,
  pieces: readonly number[],
  groups: readonly number[],
];

const conv = (bits: number, filters: number, k: number) =>
  quantizedConv('c', bits, { filters, kernel_size: [k, k] });

/** What the virtual AKD1000 of akida 2.3.6 gave to single layers, as filters of each processor; pieces as docs/reference/chips-mapping.md#a-worked-convolution works them out. */
const VERDICTS: readonly Verdict[] = [
  [[80, 80, 8], conv(4, 16, 3), [3, 1], [16]],
  [[6, 6, 64], conv(4, 63, 5), [1, 1], [32, 31]],
  [[6, 6, 64], conv(4, 256, 5), [1, 1], [52, 52, 52, 52, 48]],
  [[6, 6, 16], conv(4, 512, 7), [1, 1], [74, 74, 74, 74, 74, 74, 68]],
  [[6, 6, 32], conv(4, 513, 3), [1, 1], [257, 256]],
  [[6, 6, 128], conv(4, 513, 1), [1, 1], [257, 256]],
  [[6, 6, 32], quantizedSeparable('c', 4, { filters: 16 }), [1, 1], [16]],
];

it.each(VERDICTS)('%j', (input, spec, pieces, groups) => {
  const context = contextOf(buildChain(input, [spec]), { inputIsImage: false });
  const [layer] = hardwareLayersOfGraph(context);
  const size = layer && akd1000.layers[layer.kind].processor?.value;
  if (!layer || !size) throw new Error('a convolution');
  expect(mapPieces(layer, size)).toEqual(pieces);
  expect(filterGroups(layer, size)).toEqual(groups);
});

it('counts the bytes of a map in words a group of four channels', () => {
  expect(inputBytes([29, 80, 8], 4)).toBe(9600);
  expect(inputBytes([8, 8, 1], 4)).toBe(32);
  expect(inputBytes([8, 8, 6], 1)).toBe(64);
});
