import type { NetworkView } from '../../project/views/network.ts';
import type { NetworkInput } from './simulationStore.ts';

/**
 * Random values for a network: each is 1 .. largest with the given probability, else 0. The same seed gives the same values.
 * @source xorshift32, Marsaglia 2003
 */
export function randomPixels(
  { input: { shape, largest } }: Pick<NetworkView, 'input'>,
  active: number,
  seed: number,
): Uint8Array {
  let state = Math.imul(seed, 0x9e3779b9) | 1;
  const random = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const size = shape.reduce((a, b) => a * b);
  return Uint8Array.from({ length: size }, () =>
    random() < active ? 1 + Math.floor(random() * largest) : 0,
  );
}

/** Random values as an input to run. */
export function randomInput(network: NetworkView, active: number, seed: number): NetworkInput {
  return {
    pixels: randomPixels(network, active, seed),
    name: `Random input ${seed}, ${Math.round(active * 100)} % active`,
    label: null,
  };
}
