import { writeKerasH5 } from '../keras/writeKerasH5.ts';
import { buildChain, type LayerSpec } from './buildChain.ts';
import { seededRandom } from './random.ts';

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
 * A .h5 of 17 MB: MobileNet 1.0 at 224 x 224, layer by layer as `tf.keras.applications.MobileNet` of TensorFlow 2.10 builds
 * it, 4,253,864 numbers. Seeded random weights.
 * @source keras/applications/mobilenet.py (Keras 2.10, Apache-2.0)
 */
export function mobileNet(): Promise<Uint8Array> {
  return writeKerasH5(
    buildChain(
      [224, 224, 3],
      [
        ...stage('Conv2D', 'conv1', { ...PLAIN, filters: 32, kernel_size: 3, strides: 2 }),
        ...MOBILENET.flatMap(([filters, strides], i) => depthwisePair(i + 1, filters, strides)),
        ['GlobalAveragePooling2D', { name: 'global_average_pooling2d', keepdims: true }],
        ['Dropout', { name: 'dropout', rate: 0.001 }],
        ['Conv2D', { name: 'conv_preds', filters: 1000, kernel_size: 1, padding: 'same' }],
        ['Reshape', { name: 'reshape_2', target_shape: [1000] }],
        ['Activation', { name: 'predictions', activation: 'softmax' }],
      ],
    ),
  );
}

const PLAIN = { padding: 'same', use_bias: false } as const;

/** A depthwise and a 1x1 convolution; before a stride of 2 the map gets a row and a column. */
function depthwisePair(i: number, filters: number, strides: number): readonly LayerSpec[] {
  const [pad, padding] =
    strides === 1
      ? [[], 'same']
      : [
          [
            [
              'ZeroPadding2D',
              {
                name: `conv_pad_${i}`,
                padding: [
                  [0, 1],
                  [0, 1],
                ],
              },
            ] as const,
          ],
          'valid',
        ];
  return [
    ...pad,
    ...stage('DepthwiseConv2D', `conv_dw_${i}`, { ...PLAIN, kernel_size: 3, strides, padding }),
    ...stage('Conv2D', `conv_pw_${i}`, { ...PLAIN, filters, kernel_size: 1 }),
  ];
}

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
  return named(className, config, `conv_${i}`, `bn_${i}`, `relu_${i}`);
}

/** The same, named as Keras Applications does. */
function stage(className: string, name: string, config: LayerSpec[1]): readonly LayerSpec[] {
  return named(className, config, name, `${name}_bn`, `${name}_relu`);
}

function named(
  className: string,
  config: LayerSpec[1],
  ...[convolution, batchNorm, activation]: readonly [string, string, string]
): readonly LayerSpec[] {
  return [
    [className, { ...config, name: convolution }],
    ['BatchNormalization', { name: batchNorm }],
    ['ReLU', { name: activation, max_value: 6 }],
  ];
}
