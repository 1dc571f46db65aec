import { isLayer } from '../layers/define.ts';
import { rescaling } from '../layers/rescaling.ts';
import { defineFix } from './define.ts';
import { layerBefore, newLayer, removeLayer, replaceLayer } from './graphEdits.ts';

export const joinRescalings = defineFix({
  id: 'join-rescalings',
  rules: ['rescaling-first'],
  doc: 'Joins a Rescaling with the one before it: the scales multiply, and the first offset is scaled by the second. The outputs stay the same up to float32 rounding.',
  plan: (graph, node) => {
    const before = layerBefore(graph, node);
    if (!isLayer(node, rescaling) || !isLayer(before, rescaling)) return null;
    const [first, second] = [before.config, node.config];
    const isPlain = [first.scale, first.offset, second.scale, second.offset].every(
      (value) => typeof value === 'number',
    );
    if (!isPlain) return null;
    const scale = (first.scale as number) * (second.scale as number);
    const offset = (first.offset as number) * (second.scale as number) + (second.offset as number);
    return {
      exact: true,
      describe: `"${before.name}" and "${node.name}" become one Rescaling: ${scale} * x + ${offset}. The outputs stay the same.`,
      apply: () => {
        const joined = replaceLayer(graph, node, newLayer(rescaling, node.name, { scale, offset }));
        const gone = joined.layers.find(({ name }) => name === before.name);
        return gone ? removeLayer(joined, gone) : joined;
      },
    };
  },
});
