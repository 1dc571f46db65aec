import type { ModelGraph } from '../ir/graph.ts';
import { buildChain, type LayerSpec } from '../testing/buildChain.ts';
import { conv, dense, quantizedConv } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { inputRank } from './inputRank.ts';

/** A model whose image may have any size. */
function openGraph(layer: LayerSpec): ModelGraph {
  const graph = buildChain([8, 8, 3], [layer]);
  const layers = graph.layers.map((node, i) =>
    i === 0
      ? { ...node, config: { ...node.config, batchInputShape: [null, null, null, 3] } }
      : node,
  );
  return { ...graph, layers };
}

ruleTester(inputRank, {
  accepts: [
    { name: 'an image', layers: [conv('c')] },
    { name: 'a vector', input: [8], layers: [dense('d')] },
  ],
  rejects: [
    { name: 'a sequence', input: [10, 4], layers: [dense('d')], on: ['input'] },
    { name: 'an open size (a note)', graph: openGraph(conv('c')), on: ['input'] },
    {
      name: 'an open size behind quantization',
      graph: openGraph(quantizedConv('c', 4)),
      on: ['input'],
    },
  ],
});
