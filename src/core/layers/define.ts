import type { LayerNode, WeightMap } from '../ir/graph.ts';
import type { JsonObject, Json } from '../ir/json.ts';
import type { Shape, Tensor } from '../tensor/tensor.ts';
import { ParamError, type ConfigOf, type ParamTable } from './params.ts';

/** What a layer is to the conversion: neural layers start a block, the rest join one, fold away or stand alone. */
export type LayerRole =
  | 'input'
  | 'rescaling'
  | 'neural'
  | 'activation'
  | 'batchNorm'
  | 'pool'
  | 'reshape'
  | 'dropout'
  | 'merge'
  | 'other';

/** The kinds of layer that the chip has for weights. */
export type ChipKind =
  'InputConvolutional' | 'Convolutional' | 'SeparableConvolutional' | 'FullyConnected';

/** A weight of a layer: its Keras short name and its shape. Order is the order on disk. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Major version of the Keras that wrote a model: a few functions of one name differ between 2 and 3. */
export type KerasMajor = 2 | 3;

/** What `forward` gets: the parsed layer and its float32 inputs, batch axis first. */
export interface ForwardContext<C> {
  readonly config: C;
  /** As `prepareWeights` left them, where the layer has it. */
  readonly weights: WeightMap;
  readonly inputs: readonly Tensor[];
  /** What `outputShape` says for these inputs. */
  readonly outputShape: readonly number[];
  readonly kerasMajor: KerasMajor;
}

/** One Keras layer type: everything the studio knows of it. */
export interface LayerDefinition<P extends ParamTable = ParamTable> {
  readonly className: string;
  readonly aliases?: readonly string[];
  readonly role: LayerRole;
  /** The layer of the chip that it starts; a Convolutional on pixels is an InputConvolutional. Absent: it starts none. */
  readonly chipKind?: Exclude<ChipKind, 'InputConvolutional'>;
  /** Class name of its quantized version, which has the same parameters as far as it has any, and quantizers. */
  readonly quantizesTo?: string;
  /** One sentence for people: what the layer computes. */
  readonly doc: string;
  readonly source: string;
  readonly params: P;
  /** @param inputShapes with batch axis; the weights of most layers depend on the channels of the first */
  readonly weights?: (config: ConfigOf<P>, inputShapes: readonly Shape[]) => readonly WeightSpec[];
  /** Output shape with batch axis. @throws ParamError when the input shape does not fit the layer */
  readonly outputShape: (config: ConfigOf<P>, inputShapes: readonly Shape[]) => Shape;
  /** The weights as `forward` uses them (quantized kernels), computed once per model. Absent: as they are.
   *  @param layer  names the layer in errors */
  readonly prepareWeights?: (config: ConfigOf<P>, weights: WeightMap, layer: string) => WeightMap;
  /**
   * Inference-time output, float32. Absent where we cannot run the layer.
   * @throws ParamError when the configuration asks for something we do not compute
   */
  readonly forward?: (context: ForwardContext<ConfigOf<P>>) => Tensor;
}

// A definition is contravariant in its config; the registry only ever pairs it with nodes it parsed itself.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyLayerDefinition = LayerDefinition<any>;

/** A weight that the layer cannot do without. @throws ParamError when it is missing */
export function weightOf(weights: WeightMap, name: string): Tensor {
  const found = weights[name];
  if (!found) throw new ParamError(`a weight "${name}"`, Object.keys(weights));
  return found;
}

/** Declares a layer type; keeps the parameter table's exact type. */
export function defineLayer<const P extends ParamTable>(
  definition: LayerDefinition<P>,
): LayerDefinition<P> {
  return definition;
}

/** A layer node of a known type. */
export type NodeOf<D extends AnyLayerDefinition> = LayerNode<ConfigOf<D['params']>>;

/** True when the node is of that type; narrows its configuration. */
export function isLayer<D extends AnyLayerDefinition>(
  node: LayerNode | undefined,
  definition: D,
): node is NodeOf<D> {
  return (
    node !== undefined &&
    (node.className === definition.className ||
      (definition.aliases?.includes(node.className) ?? false))
  );
}

/**
 * Reads a layer's configuration by its parameter table.
 * @throws ParamError when a value does not fit or a required key is missing
 */
export function parseConfig<P extends ParamTable>(params: P, serialized: JsonObject): ConfigOf<P> {
  const config: Record<string, unknown> = {};
  for (const [name, param] of Object.entries(params)) {
    const value = serialized[spellingIn(serialized, param)];
    if (value !== undefined) config[name] = param.parse(value);
    else if (param.default !== undefined) config[name] = param.default;
    else config[name] = param.parse(null);
  }
  return config as ConfigOf<P>;
}

/** The configuration as it goes to disk: what the file had, overlaid with our parameters. */
export function serializeConfig(
  params: ParamTable,
  config: Readonly<Record<string, unknown>>,
  serialized: JsonObject,
): JsonObject {
  const result: Record<string, Json> = { ...serialized };
  for (const [name, param] of Object.entries(params)) {
    result[spellingIn(serialized, param)] = param.serialize(config[name] as never);
  }
  return result;
}

/** The key under which a file holds a parameter: its key, or the alias that the file uses. */
function spellingIn(serialized: JsonObject, param: ParamTable[string]): string {
  if (serialized[param.key] !== undefined) return param.key;
  return param.aliases?.find((alias) => serialized[alias] !== undefined) ?? param.key;
}
