import { defineRule } from './define.ts';
import { isDepthwise, isNeural } from '../layers/layerGroups.ts';

/** Arguments that quantized layers do not have. @source cnn2snn 2.3.6 quantization_layers.py, unsupported_args */
const FIXED = [
  { key: 'dilationRate', argument: 'dilation_rate', expected: '(1, 1)' },
  { key: 'groups', argument: 'groups', expected: '1' },
  { key: 'depthMultiplier', argument: 'depth_multiplier', expected: '1' },
] as const;

interface ConvolutionArguments {
  readonly dilationRate?: readonly [number, number];
  readonly groups?: number;
  readonly depthMultiplier?: number;
}

/**
 * A dilated kernel, or one in groups, can be written as a plain kernel with zeros in it, which computes the same and
 * is larger.
 */
export const neuralArguments = defineRule({
  id: 'neural-arguments',
  level: 'design',
  severity: 'error',
  title: 'Argument of a neural layer not supported',
  source: 'docs/reference/compatibility.md#neural-arguments; cnn2snn 2.3.6 quantization_layers.py',
  doc: 'Convolutions must have dilation_rate, groups and depth_multiplier 1: quantization refuses other values.',
  check: ({ graph }) =>
    graph.layers
      .filter((node) => isNeural(node) || isDepthwise(node))
      .flatMap((node) =>
        FIXED.flatMap(({ key, argument, expected }) => {
          // A Conv2D in its place holds several filters a channel as well.
          if (isDepthwise(node) && key === 'depthMultiplier') return [];
          const value = (node.config as ConvolutionArguments)[key];
          if (value === undefined) return [];
          const received = typeof value === 'number' ? String(value) : `(${value.join(', ')})`;
          if (received === expected) return [];
          return {
            layer: node.name,
            message: `Layer "${node.name}" has ${argument} ${received}, which cannot be quantized.`,
            expected: `${argument} ${expected}`,
            received: `${argument} ${received}`,
            hint: `Set ${argument} to ${expected} and train again.`,
          };
        }),
      ),
});
