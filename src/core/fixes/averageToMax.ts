import { averagePooling2d } from '../layers/averagePooling2d.ts';
import { isLayer } from '../layers/define.ts';
import { maxPooling2d } from '../layers/maxPooling2d.ts';
import { defineFix } from './define.ts';
import { newLayer, replaceLayer } from './graphEdits.ts';

export const averageToMax = defineFix({
  id: 'average-to-max',
  rules: ['supported-layer'],
  doc: 'Turns AveragePooling2D into MaxPooling2D with the same windows. The function changes: fine-tune after it.',
  plan: (graph, node) => {
    if (!isLayer(node, averagePooling2d)) return null;
    const { poolSize, strides, padding, dataFormat } = node.config;
    return {
      exact: false,
      describe: `"${node.name}" becomes MaxPooling2D with the same windows. The function changes, fine-tune after it.`,
      apply: () =>
        replaceLayer(
          graph,
          node,
          newLayer(maxPooling2d, node.name, {
            pool_size: [...poolSize],
            strides: strides ? [...strides] : [...poolSize],
            padding,
            data_format: dataFormat,
          }),
        ),
    };
  },
});
