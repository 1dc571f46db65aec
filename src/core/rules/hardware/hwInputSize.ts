import { defineHardwareRule, type HardwareFinding } from './defineHardwareRule.ts';

export const hwInputSize = defineHardwareRule({
  id: 'hw-input-size',
  title: 'Input size not supported by the chip',
  doc: 'The input convolution takes images of at least 5x5 whose second dimension is at most 256; inner maps have sides of at most 4096.',
  check: ({ name, kind, input, kernelSize, strides, padding }, { layers }) => {
    if (!input) return [];
    const { minFirstDimension, minSecondDimension, maxSecondDimension, maxSide, minValidWindows } =
      layers[kind];
    const size = `${input[0]}x${input[1]}`;
    const findings: HardwareFinding[] = [];
    const report = (expected: string, source: string): void => {
      findings.push({
        message: `Layer "${name}" gets a map of ${size}.`,
        expected,
        received: size,
        hint: 'Build the model for smaller pictures. On the command line `cnn2snn reshape` does that and keeps the weights, where no Dense layer depends on the size.',
        source,
      });
    };
    if (minFirstDimension && input[0] < minFirstDimension.value)
      report(`a first dimension of at least ${minFirstDimension.value}`, minFirstDimension.source);
    if (minSecondDimension && input[1] < minSecondDimension.value)
      report(
        `a second dimension of at least ${minSecondDimension.value}`,
        minSecondDimension.source,
      );
    if (maxSecondDimension && input[1] > maxSecondDimension.value)
      report(
        `a second dimension of at most ${maxSecondDimension.value}`,
        maxSecondDimension.source,
      );
    // k + (n - 1) * stride cells hold n windows.
    const cells = kernelSize[1] + ((minValidWindows?.value ?? 1) - 1) * strides[1];
    if (minValidWindows && padding === 'valid' && input[1] < cells)
      report(
        `a second dimension of at least ${cells} with padding 'valid'`,
        minValidWindows.source,
      );
    if (maxSide && Math.max(input[0], input[1]) > maxSide.value)
      report(`sides of at most ${maxSide.value}`, maxSide.source);
    return findings;
  },
});
