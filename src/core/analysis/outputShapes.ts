import { layerDefinition } from '../layers/index.ts';
import { ParamError } from '../layers/params.ts';
import type { Shape } from '../tensor/tensor.ts';
import type { LayerNode, ModelGraph, TensorRef } from '../ir/graph.ts';

/** Shapes of every layer's first output per call; undefined behind a layer whose shape we cannot tell. */
export interface GraphShapes {
  /** Output shape of the layer's first call. */
  readonly output: (layer: string) => Shape | undefined;
  /** Input shapes of the layer's first call. */
  readonly inputs: (node: LayerNode) => readonly (Shape | undefined)[];
  /** Why a layer's shape could not be worked out, by layer name. */
  readonly problems: ReadonlyMap<string, ParamError>;
}

const cache = new WeakMap<ModelGraph, GraphShapes>();

/** Infers all shapes of a graph; graphs are immutable, so the result is kept per graph. */
export function outputShapes(graph: ModelGraph): GraphShapes {
  const known = cache.get(graph);
  if (known) return known;
  const shapes = new Map<string, Shape | undefined>();
  const problems = new Map<string, ParamError>();
  const keyOf = (ref: TensorRef) => `${ref.layer}\n${ref.call}`;
  for (const node of graph.layers) {
    const definition = layerDefinition(node.className);
    for (const [call, refs] of node.calls.entries()) {
      const inputs = refs.map((ref) => shapes.get(keyOf(ref)));
      let shape: Shape | undefined;
      if (definition && !inputs.includes(undefined)) {
        try {
          shape = definition.outputShape(node.config, inputs as Shape[]);
        } catch (error) {
          if (!(error instanceof ParamError)) throw error;
          problems.set(node.name, error);
        }
      }
      shapes.set(keyOf({ layer: node.name, call, output: 0 }), shape);
    }
  }
  const result: GraphShapes = {
    output: (layer) => shapes.get(`${layer}\n0`),
    inputs: (node) => (node.calls[0] ?? []).map((ref) => shapes.get(keyOf(ref))),
    problems,
  };
  cache.set(graph, result);
  return result;
}
