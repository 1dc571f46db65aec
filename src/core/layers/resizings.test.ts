import { expect, it } from 'vitest';
import { layerTester } from '../testing/layerTester.ts';
import { tensor } from '../tensor/tensor.ts';
import { centerCrop, randomCrop, resizing } from './resizings.ts';

layerTester(centerCrop, 'centerCrop');
layerTester(randomCrop, 'randomCrop');
layerTester(resizing, 'resizing');

it('another size is told, not computed', () => {
  const inputs = [tensor(new Float32Array(4), [1, 2, 2, 1])];
  const context = { weights: {}, inputs, outputShape: [1, 3, 3, 1], kerasMajor: 2 } as const;
  expect(() => resizing.forward?.({ ...context, config: { height: 3, width: 3 } })).toThrow(
    /pictures of 3x3/,
  );
});
