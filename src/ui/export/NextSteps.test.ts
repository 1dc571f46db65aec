import { expect, test } from 'vitest';
import { networkSnippet } from './NextSteps.tsx';

const snippet = (outputs: number) =>
  networkSnippet('m.fbz', {
    inputShape: [12, 12, 1],
    inputKind: 'image',
    layers: [
      {
        name: 'd',
        kind: 'FullyConnected',
        outputShape: [1, 1, outputs],
        weights: 576,
        weightBits: 4,
        activationBits: null,
      },
    ],
  });

test('classes are the largest scores, or the sign of a single one', () => {
  expect(snippet(10)).toContain('classes = scores.reshape(len(images), -1).argmax(axis=1)\n');
  expect(snippet(1)).toContain('classes = (scores.reshape(len(images)) > 0).astype(int)\n');
});
