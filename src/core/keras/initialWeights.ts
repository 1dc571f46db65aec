import { fail } from '../errors/diagnostic.ts';
import type { LayerNode, WeightMap } from '../ir/graph.ts';
import { sizeOf, tensor, type Tensor } from '../tensor/tensor.ts';
import type { ExpectedWeights } from './layerWeights.ts';

/** 1 GiB of float32: more than any network of these chips, and what a page can hold. */
const MOST_VALUES = 2 ** 28;

/** Kernels are large, and zeros cost no memory until they are written; no rule may take them for known, see `isDesign`. */
const ZEROS = /kernel$|^moving_mean$/;

/**
 * Stand-ins for the weights of a design, float32, of the shapes that its layers must have: kernels and means 0, all others 1, so that
 * nothing that holds for special values alone (a bias or a shift of 0) is taken for true. A layer has none where its shapes are not
 * known, and Normalization has none: its numbers come from data.
 * @param expected  of each layer, see `expectedWeights`
 * @throws StudioError keras/design-too-large
 */
export function initialWeights(
  layers: readonly LayerNode[],
  expected: readonly (ExpectedWeights | null)[],
  file: string,
): readonly WeightMap[] {
  const specs = layers.map(({ className }, i) => {
    const known = expected[i]?.shapesKnown === true && className !== 'Normalization';
    return known ? (expected[i]?.specs ?? []) : [];
  });
  let values = 0;
  for (const { shape } of specs.flat()) values += sizeOf(shape);
  if (values > MOST_VALUES) fail('keras/design-too-large', { file }, values, MOST_VALUES);
  return specs.map((own) =>
    Object.fromEntries(own.map(({ name, shape }) => [name, initial(name, shape)])),
  );
}

function initial(name: string, shape: readonly number[]): Tensor {
  const data = new Float32Array(sizeOf(shape));
  return tensor(ZEROS.test(name) ? data : data.fill(1), shape);
}
