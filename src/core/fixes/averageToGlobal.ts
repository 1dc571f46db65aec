import { outputShapes } from '../analysis/outputShapes.ts';
import { averagePooling2d } from '../layers/averagePooling2d.ts';
import { isLayer } from '../layers/define.ts';
import { globalAveragePooling2d } from '../layers/globalAveragePooling2d.ts';
import { defineFix } from './define.ts';
import { newLayer, replaceLayer } from './graphEdits.ts';

export const averageToGlobal = defineFix({
  id: 'average-to-global',
  rules: ['supported-layer'],
  doc: 'Turns an AveragePooling2D whose window covers the whole map into GlobalAveragePooling2D(keepdims=True): the same average.',
  plan: (graph, node) => {
    if (!isLayer(node, averagePooling2d)) return null;
    const shapes = outputShapes(graph);
    const [, x, y] = shapes.inputs(node)[0] ?? [];
    const [, outX, outY] = shapes.output(node.name) ?? [];
    const { poolSize, padding, dataFormat } = node.config;
    if (dataFormat !== 'channels_last' || typeof x !== 'number' || typeof y !== 'number')
      return null;
    // 'same' averages leave padded cells out, so a window larger than the map counts as covering it too.
    const covers =
      padding === 'same'
        ? poolSize[0] >= x && poolSize[1] >= y
        : poolSize[0] === x && poolSize[1] === y;
    if (!covers || outX !== 1 || outY !== 1) return null;
    return {
      exact: true,
      describe: `"${node.name}" becomes GlobalAveragePooling2D: its window covers the whole ${x}x${y} map. The outputs stay the same.`,
      apply: () =>
        replaceLayer(graph, node, newLayer(globalAveragePooling2d, node.name, { keepdims: true })),
    };
  },
});
