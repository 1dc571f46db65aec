import type { AkidaKind, LayerView } from '../../../project/views/graphView.ts';
import type { Shape } from '../../../core/tensor/tensor.ts';

/** Kinds as the graph writes them. */
export const kindText: Readonly<Record<AkidaKind, string>> = {
  InputData: 'InputData',
  Quantizer: 'Quantizer',
  InputConvolutional: 'InputConv',
  Convolutional: 'Conv',
  SeparableConvolutional: 'SepConv',
  FullyConnected: 'Dense',
};

/** A shape without its batch axis, as people write it: `14 x 14 x 40`. */
export function shapeText(shape: Shape | null): string {
  if (shape === null) return 'not known';
  return (
    shape
      .slice(1)
      .map((size) => size ?? '?')
      .join(' \u00d7 ') || 'scalar'
  );
}

/** What happens to the row in conversion, where it is not plain to see. */
export function fateText({ fate }: LayerView): string | null {
  if (fate === 'folds') return 'folds into its block';
  if (fate === 'dropped') return 'dropped';
  return null;
}

/** Made once: `toLocaleString` makes one a call, which takes longer than laying out the layer that it is for. */
const counts = new Intl.NumberFormat('en');

/** A number with thousands separators. */
export function countText(count: number): string {
  return counts.format(count);
}

/** A count in three digits: `1.23 M`. */
export function shortCount(count: number): string {
  if (count >= 1e9) return `${(count / 1e9).toPrecision(3)} G`;
  if (count >= 1e6) return `${(count / 1e6).toPrecision(3)} M`;
  if (count >= 1e4) return `${(count / 1e3).toPrecision(3)} k`;
  return countText(Math.round(count));
}
