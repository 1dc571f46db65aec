import { outputShapes } from '../analysis/outputShapes.ts';
import { isLayer } from '../layers/define.ts';
import { flatten } from '../layers/flatten.ts';
import { reshape } from '../layers/reshape.ts';
import { defineFix } from './define.ts';
import { newLayer, replaceLayer } from './graphEdits.ts';

export const reshapeToFlatten = defineFix({
  id: 'reshape-to-flatten',
  rules: ['reshape-vector'],
  doc: 'Turns a Reshape to a vector into Flatten: the same values in the same order.',
  plan: (graph, node) => {
    const shapes = outputShapes(graph);
    const [from, to] = [shapes.inputs(node)[0], shapes.output(node.name)];
    if (!isLayer(node, reshape) || from?.length !== 4 || to?.length !== 2) return null;
    return {
      exact: true,
      describe: `"${node.name}" becomes Flatten, which gives the same vector. The outputs stay the same.`,
      apply: () => replaceLayer(graph, node, newLayer(flatten, node.name)),
    };
  },
});
