import type { AkidaModel } from '../akida/model.ts';
import { fail } from '../errors/diagnostic.ts';
import { formatShape, sameShape, type NumericArray, type Tensor } from '../tensor/tensor.ts';

/**
 * Checks inputs as the reference runtime does and gives their number.
 * @param inputs  uint8 (N, X, Y, C); a model with a (1, 1, C) input also takes (N, C)
 * @throws StudioError simulate/input-type, simulate/input-shape, simulate/empty-input, or simulate/input-range when InputData
 *                     gets a value above 2^inputBits - 1
 */
export function checkInputs(model: AkidaModel, inputs: Tensor<NumericArray>): number {
  const [first] = model.layers;
  if (first === undefined || !('inputShape' in first)) {
    return fail('simulate/no-input-layer', {}, first?.kind ?? 'no layer');
  }
  const where = { layer: first.name };
  if (!(inputs.data instanceof Uint8Array)) {
    fail(
      'simulate/input-type',
      where,
      inputs.data.constructor.name.replace('Array', '').toLowerCase(),
    );
  }
  const count = inputs.shape[0] ?? 0;
  const [x, y, c] = first.inputShape;
  const isVector = x === 1 && y === 1;
  const fits =
    sameShape(inputs.shape, [count, x, y, c]) || (isVector && sameShape(inputs.shape, [count, c]));
  if (!fits) {
    const expected = `(N, ${x}, ${y}, ${c})${isVector ? ` or (N, ${c})` : ''}`;
    fail('simulate/input-shape', where, expected, formatShape(inputs.shape));
  }
  if (count === 0) fail('simulate/empty-input', where, formatShape(inputs.shape));
  if (first.kind === 'InputData') {
    const largest = 2 ** first.inputBits - 1;
    const index = firstAbove(inputs.data, largest);
    if (index !== -1) {
      fail('simulate/input-range', where, inputs.data[index] ?? 0, index, largest);
    }
  }
  return count;
}

/** A plain loop: `findIndex` with its callback took as long as the run of a small model. */
function firstAbove(values: Uint8Array, largest: number): number {
  for (let i = 0; i < values.length; i++) {
    if ((values[i] ?? 0) > largest) return i;
  }
  return -1;
}
