import { isLayer } from '../layers/define.ts';
import { maxPooling2d } from '../layers/maxPooling2d.ts';
import type { LayerNode } from '../ir/graph.ts';
import { batchNormalization } from '../layers/batchNormalization.ts';
import { defineRule, type Finding } from './define.ts';
import type { Segment } from '../analysis/segment.ts';

export const batchnormGamma = defineRule({
  id: 'batchnorm-gamma',
  level: 'design',
  severity: 'error',
  title: 'BatchNormalization has a gamma that stops folding',
  source:
    'docs/reference/compatibility.md#batchnorm-gamma; cnn2snn 2.3.6 transforms/batch_normalization.py',
  doc: 'A gamma of zero silences a channel for good; behind MaxPooling2D a negative gamma would turn the maximum into a minimum.',
  check: ({ segments }) =>
    segments.flatMap((segment) =>
      segment.layers
        .filter((node) => isLayer(node, batchNormalization))
        .flatMap((node) => problemOf(node, segment)),
    ),
});

function problemOf(norm: LayerNode, { folds, moves }: Segment): readonly Finding[] {
  const gamma = norm.weights['gamma']?.data;
  const pool = moves.get(norm.name);
  const isBehindMax = isLayer(pool, maxPooling2d);
  if (!gamma || (!folds.has(norm.name) && !isBehindMax)) return [];
  const bad = gamma.filter((value) => (isBehindMax ? value <= 0 : value === 0)).length;
  if (bad === 0) return [];
  const limit = isBehindMax ? 'above zero' : 'other than zero';
  return [
    {
      layer: norm.name,
      message: `BatchNormalization "${norm.name}" has ${bad} of ${gamma.length} gammas ${isBehindMax ? 'at or below zero behind MaxPooling2D' : 'at zero'}.`,
      expected: `every gamma ${limit}`,
      received: `${bad} gammas ${isBehindMax ? '<= 0' : '= 0'}`,
      hint: isBehindMax
        ? 'Put the BatchNormalization before the MaxPooling2D and train on, or keep the gammas positive with a constraint.'
        : 'Remove the silent channels, or train on with a constraint that keeps gamma away from zero.',
    },
  ];
}
