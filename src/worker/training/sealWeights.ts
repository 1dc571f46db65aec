import type { ModelGraph } from '../../core/ir/graph.ts';
import { seal, type SealedPort } from '../rpc/sealed.ts';

/** Hands a trained model over to the other worker. Its weights are moved: nobody here needs them any more. */
export function sealWeights(port: SealedPort, graph: ModelGraph): void {
  seal(port, graph, [...buffersOf(graph)]);
}

/** Buffers that hold one array of weights and nothing else. */
function buffersOf({ layers }: ModelGraph): ReadonlySet<ArrayBuffer> {
  const arrays = layers.flatMap(({ weights }) => Object.values(weights).map(({ data }) => data));
  return new Set(
    arrays.flatMap(({ buffer, byteLength }) =>
      buffer instanceof ArrayBuffer && byteLength > 0 && buffer.byteLength === byteLength
        ? [buffer]
        : [],
    ),
  );
}
