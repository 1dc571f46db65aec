import { expect, test } from 'vitest';
import type { LayerNode } from '../ir/graph.ts';
import { graphOfChain } from '../ir/graph.ts';
import { inputLayer } from '../layers/inputLayer.ts';
import { parseConfig } from '../layers/define.ts';
import { describeModel } from './describeModel.ts';

function node(name: string, className: string, config: object = {}): LayerNode {
  return { name, className, config, serialized: {}, weights: {}, calls: [], scope: [] };
}

test('a layer that we do not know has no shape, and neither has what follows it', () => {
  const input = node(
    'in',
    'InputLayer',
    parseConfig(inputLayer.params, { batch_input_shape: [null, 4] }),
  );
  const attention: LayerNode = {
    ...node('attn', 'MultiHeadAttention'),
    weights: { kernel: { data: new Float32Array(6), shape: [2, 3] } },
  };
  const graph = graphOfChain({ name: 'model' }, [input, attention, node('out', 'Flatten')]);
  const { layers, parameters } = describeModel({
    kind: 'keras',
    format: 'keras2-h5',
    version: '2.10.0',
    graph,
  });
  expect(parameters).toBe(6);
  expect(layers.map(({ name, outputShape, inbound }) => [name, outputShape, inbound])).toEqual([
    ['in', [null, 4], []],
    ['attn', null, ['in']],
    ['out', null, ['attn']],
  ]);
});
