import { defineHardwareRule } from './defineHardwareRule.ts';

export const hwKernelSize = defineHardwareRule({
  id: 'hw-kernel-size',
  title: 'Kernel size not supported by the chip',
  doc: 'Kernels are square; each kind of layer has its list of sizes.',
  check: ({ name, kind, kernelSize }, { layers }) => {
    const limit = layers[kind].kernelSizes;
    const [x, y] = kernelSize;
    if (!limit || (x === y && limit.value.includes(x))) return [];
    const sizes = limit.value.map((size) => `${size}x${size}`).join(', ');
    return [
      {
        message: `Layer "${name}" (${kind}) has a kernel of ${x}x${y}.`,
        expected: sizes,
        received: `${x}x${y}`,
        hint: `Use a kernel of ${sizes} and train again.`,
        source: limit.source,
      },
    ];
  },
});
