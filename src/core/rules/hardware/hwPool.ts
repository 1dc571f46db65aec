import { defineHardwareRule } from './defineHardwareRule.ts';

export const hwPool = defineHardwareRule({
  id: 'hw-pool',
  title: 'Pooling not supported by the chip',
  doc: 'Max pools are 1x1 or 2x2 (1x2 and 2x1 too in the input convolution), with strides the chip knows; the input convolution has no average.',
  check: ({ name, kind, pooling }, { layers }) => {
    const { pools, globalAverage } = layers[kind];
    if (pooling.type === 'globalAverage' && globalAverage?.value === null) {
      return [
        {
          message: `The input convolution "${name}" averages its map; the chip cannot do that there.`,
          expected: 'no average pooling in the first layer',
          received: 'GlobalAveragePooling2D',
          hint: 'Put another convolution between the first one and the average.',
          source: globalAverage.source,
        },
      ];
    }
    if (pooling.type !== 'max' || !pools) return [];
    const { size, strides } = pooling;
    const isKnown = pools.value.some(
      (pool) => `${pool.size.join()} ${pool.strides.join()}` === `${size.join()} ${strides.join()}`,
    );
    if (isKnown) return [];
    const received = `pool ${size.join('x')}, strides ${strides.join('x')}`;
    return [
      {
        message: `Layer "${name}" (${kind}) has a max ${received}.`,
        expected: pools.value
          .map((pool) => `${pool.size.join('x')} with strides ${pool.strides.join('x')}`)
          .join('; '),
        received,
        hint: 'Use a 2x2 pool with strides 2x2, or a stride in the convolution, and train on.',
        source: pools.source,
      },
    ];
  },
});
