import type { JsonObject } from '../ir/json.ts';
import { buildChain, type LayerSpec } from './buildChain.ts';
import type { ModelGraph } from '../ir/graph.ts';

/** Shortcut of a block that changes the map: a 1x1 convolution with or without BatchNormalization, or the block's own kind. */
export type Shortcut = 'projection' | 'projection with BatchNormalization';

interface ResNet {
  readonly input?: readonly number[];
  /** Filters of each stage; every stage but the first begins with stride 2. */
  readonly stages: readonly number[];
  /** Blocks of each stage. */
  readonly blocks: number;
  readonly shortcut?: Shortcut;
  readonly classes?: number;
  /** Layers behind the last block, without the Dense head. */
  readonly end?: readonly LayerSpec[];
  readonly seed?: number;
}

const convolution = (name: string, filters: number, size: number, stride = 1): LayerSpec => [
  'Conv2D',
  { name, filters, kernel_size: [size, size], strides: [stride, stride], padding: 'same' },
];
const from = ([className, serialized]: LayerSpec, ...names: readonly string[]): LayerSpec => [
  className,
  serialized,
  {},
  names,
];
const named = (className: string, name: string, more: JsonObject = {}): LayerSpec => [
  className,
  { name, ...more },
];

/** A CIFAR ResNet v1 as Keras' example builds it: 3x3 convolutions with BatchNormalization, ReLU behind the addition, average, Dense. */
export function residualNet(net: ResNet): ModelGraph {
  const { input = [32, 32, 3], stages, blocks, shortcut = 'projection', classes = 10 } = net;
  const layers: LayerSpec[] = [
    convolution('conv', stages[0] ?? 16, 3),
    named('BatchNormalization', 'bn'),
    named('Activation', 'act', { activation: 'relu' }),
  ];
  let x = 'act';
  stages.forEach((filters, stage) => {
    for (let block = 0; block < blocks; block++) {
      const id = `s${stage}b${block}`;
      const changes = stage > 0 && block === 0;
      layers.push(
        from(convolution(`${id}_conv1`, filters, 3, changes ? 2 : 1), x),
        named('BatchNormalization', `${id}_bn1`),
        named('Activation', `${id}_act1`, { activation: 'relu' }),
        convolution(`${id}_conv2`, filters, 3),
        named('BatchNormalization', `${id}_bn2`),
      );
      let other = x;
      if (changes) {
        other = `${id}_short`;
        layers.push(from(convolution(other, filters, 1, 2), x));
        if (shortcut === 'projection with BatchNormalization') {
          layers.push(named('BatchNormalization', `${id}_shortbn`));
          other = `${id}_shortbn`;
        }
      }
      layers.push(from(named('Add', `${id}_add`), other, `${id}_bn2`));
      layers.push(named('Activation', `${id}_act2`, { activation: 'relu' }));
      x = `${id}_act2`;
    }
  });
  const end = net.end ?? [named('GlobalAveragePooling2D', 'pool')];
  const head = named('Dense', 'head', { units: classes, activation: 'softmax' });
  return buildChain(input, [...layers, ...end, head], net.seed);
}
