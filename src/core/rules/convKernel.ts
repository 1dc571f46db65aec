import type { ChipInput } from '../analysis/chipPlan.ts';
import type { Segment } from '../analysis/segment.ts';
import type { LayerNode } from '../ir/graph.ts';
import { isConvolution, isDepthwise } from '../layers/layerGroups.ts';
import { defineRule, type Finding } from './define.ts';

export const convKernel = defineRule({
  id: 'conv-kernel',
  level: 'design',
  severity: 'error',
  title: 'Kernel size not supported',
  source:
    'docs/reference/compatibility.md#conv-kernel; the runtime: "Parameter kernel_width must be strictly positive and odd", "Strides > kernel size are not supported"',
  doc: 'The runtime takes odd kernel sizes only, and behind the input convolution no stride larger than the kernel.',
  check: ({ segments, input }) => segments.flatMap((segment) => problemsOf(segment, input)),
});

function problemsOf(segment: Segment, input: ChipInput): readonly Finding[] {
  const onPixels =
    segment.startsAtInput && input.inputIsImage ? segment.ordered.find(isConvolution) : undefined;
  return segment.ordered
    .filter((node) => isConvolution(node) || isDepthwise(node))
    .flatMap((node) => [
      ...evenKernel(node, node.config.kernelSize),
      ...(node === onPixels ? [] : wideStride(node, node.config.kernelSize, node.config.strides)),
    ]);
}

function evenKernel(node: LayerNode, kernel: readonly [number, number]): readonly Finding[] {
  if (kernel.every((size) => size % 2 === 1)) return [];
  return [
    {
      layer: node.name,
      message: `Layer "${node.name}" has an even kernel size.`,
      expected: 'odd kernel sizes',
      received: `kernel ${kernel.join('x')}`,
      hint: 'Use a kernel of 3x3, 5x5 or 7x7 and train again.',
    },
  ];
}

function wideStride(
  node: LayerNode,
  kernel: readonly [number, number],
  strides: readonly [number, number],
): readonly Finding[] {
  if (strides[0] <= kernel[0] && strides[1] <= kernel[1]) return [];
  return [
    {
      layer: node.name,
      title: 'Strides larger than the kernel',
      message: `Layer "${node.name}" steps further than its kernel reaches.`,
      expected: `strides of at most ${kernel.join('x')}`,
      received: `strides ${strides.join('x')}`,
      hint: 'Use a larger kernel or smaller strides, and train again.',
    },
  ];
}
