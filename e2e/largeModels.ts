import { writeKerasH5 } from '../src/core/keras/writeKerasH5.ts';
import { buildChain, type LayerSpec } from '../src/core/testing/buildChain.ts';
import { seededRandom } from '../src/core/testing/random.ts';

/** Filters and stride of MobileNet's pairs of depthwise and 1x1 convolutions. @source arXiv 1704.04861, table 1 */
const MOBILENET: readonly (readonly [filters: number, stride: number])[] = [
  [64, 1],
  [128, 2],
  [128, 1],
  [256, 2],
  [256, 1],
  ...Array.from({ length: 6 }, (_, i) => [512, i === 0 ? 2 : 1] as const),
  [1024, 2],
  [1024, 1],
];

/**
 * A .h5 of 17 MB that converts: MobileNet 1.0 at 224 x 224 with each pair of a depthwise and a 1x1 convolution as one
 * SeparableConv2D, as the chip takes it. Seeded random weights.
 */
export function separableMobileNet(): Promise<Uint8Array> {
  const convolution = { kernel_size: 3, padding: 'same', use_bias: false };
  const layers = [
    ...block('Conv2D', 0, { ...convolution, filters: 32, strides: 2 }),
    ...MOBILENET.flatMap(([filters, strides], i) =>
      block('SeparableConv2D', i + 1, { ...convolution, filters, strides }),
    ),
  ];
  const [last, ...others] = layers.toReversed();
  return writeKerasH5(
    buildChain(
      [224, 224, 3],
      [
        ['Rescaling', { name: 'rescaling', scale: 1 / 255, offset: 0 }],
        ...others.toReversed(),
        // The average belongs to the convolution before it: it goes in front of the activation.
        ['GlobalAveragePooling2D', { name: 'average' }],
        ...(last ? [last] : []),
        ['Dense', { name: 'classifier', units: 1000 }],
      ],
    ),
  );
}

/** A .h5 with `count` layers of which no stretch repeats, so that nothing can be folded into a pile. */
export function longModel(count: number): Promise<Uint8Array> {
  const random = seededRandom(count);
  const convolutions = Math.ceil(count / 3);
  const layers = Array.from({ length: convolutions }, (_, i) =>
    block('Conv2D', i, {
      filters: 1 + Math.floor(random() * 7),
      kernel_size: 3 - (i % 2) * 2,
      padding: 'same',
    }),
  ).flat();
  return writeKerasH5(buildChain([8, 8, 1], layers.slice(0, count - 1)));
}

/** Convolution, batch normalization and ReLU, numbered. */
function block(className: string, i: number, config: Readonly<LayerSpec[1]>): readonly LayerSpec[] {
  return [
    [className, { ...config, name: `conv_${i}` }],
    ['BatchNormalization', { name: `bn_${i}` }],
    ['ReLU', { name: `relu_${i}`, max_value: 6 }],
  ];
}
