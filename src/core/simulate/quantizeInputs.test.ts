import { expect, test } from 'vitest';
import { quantizeInputs } from './quantizeInputs.ts';

const INPUTS = [
  ...[NaN, Infinity, -Infinity, 0.49999997, -0.49999997, 0.5, -0.5, 1e9, -1e9, 3e9, -3e9],
  ...[8388607.5, 100.5, 101.5, -3.5, -2.5, 2147483520],
];

/** What akida.Quantizer of runtime 2.19.3 gives for INPUTS. */
const RUNTIME: readonly [scale: number, zero: number, outputs: readonly number[]][] = [
  [1, 0, [0, 0, 0, 0, 0, 1, 0, 255, 0, 0, 0, 255, 101, 102, 0, 0, 255]],
  [0.5, 7, [0, 0, 0, 7, 7, 7, 7, 255, 0, 255, 0, 255, 57, 58, 5, 6, 255]],
  [3.3, 100, [0, 0, 0, 102, 98, 102, 98, 0, 0, 0, 0, 255, 255, 255, 88, 92, 0]],
  [8, 1, [0, 0, 0, 5, 0, 5, 0, 0, 0, 0, 0, 255, 255, 255, 0, 0, 0]],
  [1, 200, [0, 0, 0, 200, 200, 201, 199, 255, 0, 0, 0, 255, 255, 255, 196, 197, 0]],
];

test.each(RUNTIME)(
  'scale %s, zero point %s: as the runtime rounds and cuts',
  (scale, zero, outputs) => {
    const quantizer = {
      kind: 'Quantizer',
      name: 'q',
      inputShape: [1, 1, 1],
      outputBits: 8,
      scales: new Float32Array([scale]),
      zeroPoints: new Uint8Array([zero]),
    } as const;
    expect([...quantizeInputs(quantizer, new Float32Array(INPUTS))]).toEqual(outputs);
    const bits4 = { ...quantizer, outputBits: 4 };
    expect([...quantizeInputs(bits4, new Float32Array(INPUTS))]).toEqual(
      outputs.map((value) => Math.min(value, 15)),
    );
  },
);
