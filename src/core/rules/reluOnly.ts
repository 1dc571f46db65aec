import { shortestFloat32 } from '../tensor/floats.ts';
import type { LayerNode } from '../ir/graph.ts';
import { isLayer } from '../layers/define.ts';
import { relu } from '../layers/relu.ts';
import { defineRule, type Finding } from './define.ts';
import { isOtherActivation, lastNeuralIndex } from '../layers/layerGroups.ts';
import type { Segment } from '../analysis/segment.ts';

/**
 * A spike counts how many steps a potential lies above a threshold, and is never negative. That is a ReLU with levels.
 * A slope below zero or a threshold of the function itself cannot be written this way, and other functions bend where
 * spikes do not.
 */
export const reluOnly = defineRule({
  id: 'relu-only',
  level: 'design',
  severity: 'error',
  title: 'Activation other than ReLU',
  source:
    'docs/reference/compatibility.md#relu-only; cnn2snn 2.3.6 compatibility_checks.py, quantization.py',
  doc: 'Before a neural layer only a plain ReLU layer can become spikes: no other function, no threshold, no slope.',
  check: ({ graph, segments }) => [
    ...segments.flatMap(otherActivations),
    ...graph.layers.flatMap(unusualRelu),
  ],
});

function otherActivations(segment: Segment): readonly Finding[] {
  const lastNeural = segment.endsAtOutput ? lastNeuralIndex(segment.ordered) : Infinity;
  return segment.ordered
    .filter((node, i) => isOtherActivation(node) && i < lastNeural)
    .map((node) => ({
      layer: node.name,
      message: `${describe(node)} stands before a neural layer; only ReLU layers may.`,
      expected: 'ReLU',
      received: describe(node),
      hint: hintFor(node),
    }));
}

function unusualRelu(node: LayerNode): readonly Finding[] {
  if (!isLayer(node, relu)) return [];
  const { threshold, negativeSlope } = node.config;
  const findings: Finding[] = [];
  if (threshold !== 0) {
    findings.push({
      layer: node.name,
      message: `ReLU "${node.name}" has a threshold, so quantization leaves it in float.`,
      expected: 'threshold 0',
      received: `threshold ${shortestFloat32(threshold)}`,
      hint: 'Set the threshold to 0 and train on.',
    });
  }
  if (negativeSlope !== 0) {
    findings.push({
      layer: node.name,
      message: `ReLU "${node.name}" passes on a share of negative values; spikes cannot, and the toolkit drops it without a word.`,
      expected: 'negative_slope 0',
      received: `negative_slope ${shortestFloat32(negativeSlope)}`,
      hint: 'Set the slope to 0 and train on.',
    });
  }
  return findings;
}

function functionOf(node: LayerNode): string | undefined {
  return (node.config as { readonly activation?: string }).activation;
}

function describe(node: LayerNode): string {
  const name = functionOf(node);
  return name === undefined ? node.className : `${node.className}('${name}')`;
}

function hintFor(node: LayerNode): string {
  const name = functionOf(node);
  if (name === 'relu' || name === 'relu6')
    return 'Use a ReLU layer: it computes the same and can be quantized.';
  if (name === 'linear') return 'Remove the layer: it does nothing.';
  return 'Use a ReLU layer instead and train on.';
}
