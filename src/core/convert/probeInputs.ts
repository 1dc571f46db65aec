import type { AkidaModel } from '../akida/model.ts';
import { geometryOf } from '../akida/shapes.ts';
import { sizeOf, tensor, type Tensor } from '../tensor/tensor.ts';

/** Multiplications that a probe may cost: about a second of the slower of the two runs. */
const MOST_MULTIPLICATIONS = 1.5e8;
const MOST_IMAGES = 4;

/**
 * A few inputs that make every part of a network work: noise, noise of mostly zeros, a ramp with noise on it, noise at the ends of the
 * range. A large network gets fewer of them, at least one. Always the same.
 * @returns uint8 (N, X, Y, C), as the network takes them
 */
export function probeInputs(model: AkidaModel): Tensor<Uint8Array> {
  const [first] = model.layers;
  const shape = first && 'inputShape' in first ? first.inputShape : ([1, 1, 1] as const);
  const most = first?.kind === 'InputData' ? 2 ** first.inputBits - 1 : 255;
  const images = Math.max(
    1,
    Math.min(MOST_IMAGES, Math.floor(MOST_MULTIPLICATIONS / multiplicationsOf(model))),
  );
  const size = sizeOf(shape);
  const data = new Uint8Array(images * size);
  let state = 1;
  for (let i = 0; i < data.length; i++) {
    // The generator of Numerical Recipes; its high bits are the random ones.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const noise = state / 2 ** 32;
    data[i] = Math.floor(probe(Math.floor(i / size), noise, (i % size) / size) * (most + 1));
  }
  return tensor(data, [images, ...shape]);
}

/** A value in [0, 1) of the `image`-th probe. */
function probe(image: number, noise: number, place: number): number {
  switch (image % MOST_IMAGES) {
    case 0:
      return noise;
    case 1:
      return noise < 0.7 ? 0 : (noise - 0.7) / 0.3;
    case 2:
      return 0.75 * place + 0.25 * noise;
    default:
      return noise < 0.5 ? noise / 8 : 1 - (1 - noise) / 8;
  }
}

/** Multiplications of one image. */
function multiplicationsOf(model: AkidaModel): number {
  const geometry = geometryOf(model);
  return model.layers.reduce((sum, layer, i) => {
    const [x = 1, y = 1] = geometry[i]?.convolution ?? [];
    if (layer.kind === 'InputData') return sum;
    const weights = layer.weights.length + ('weightsPw' in layer ? layer.weightsPw.length : 0);
    return sum + x * y * weights;
  }, 1);
}
