import { defineHardwareRule, type HardwareFinding } from './defineHardwareRule.ts';

export const hwStride = defineHardwareRule({
  id: 'hw-stride',
  title: 'Strides not supported by the chip',
  doc: 'The input convolution steps by 1, 2 or 3 in each direction; other convolutions by 1 or 2, equal in both, and by 2 with 3x3 kernels only.',
  check: ({ name, kind, strides, kernelSize }, { layers }) => {
    const { strides: allowed, equalStrides, strideTwoKernels } = layers[kind];
    const received = `strides ${strides.join('x')}`;
    const findings: HardwareFinding[] = [];
    if (allowed && !strides.every((stride) => allowed.value.includes(stride))) {
      findings.push({
        message: `Layer "${name}" has ${received}.`,
        expected: `strides of ${allowed.value.join(', ')}`,
        received,
        hint: `Use strides of ${allowed.value.join(' or ')} and train again.`,
        source: allowed.source,
      });
    }
    if (equalStrides && strides[0] !== strides[1]) {
      findings.push({
        message: `Layer "${name}" steps differently in its two directions.`,
        expected: 'equal strides',
        received,
        hint: 'Use the same stride in both directions; only the input convolution may differ.',
        source: equalStrides.source,
      });
    }
    // A stride that is larger than the kernel breaks conv-kernel: one cause, told once.
    const isWide = strides[0] > kernelSize[0] || strides[1] > kernelSize[1];
    if (
      strideTwoKernels &&
      !isWide &&
      strides.includes(2) &&
      !strideTwoKernels.value.includes(kernelSize[0])
    ) {
      const kernels = strideTwoKernels.value.map((size) => `${size}x${size}`).join(' or ');
      findings.push({
        message: `Layer "${name}" has stride 2 with a kernel of ${kernelSize.join('x')}.`,
        expected: `stride 2 with ${kernels} kernels only`,
        received: `${received} with kernel ${kernelSize.join('x')}`,
        hint: `Use a ${kernels} kernel with stride 2, or stride 1 and a pool.`,
        source: strideTwoKernels.source,
      });
    }
    return findings;
  },
});
