import { fail } from '../errors/diagnostic.ts';
import { isJsonObject, type Json, type JsonObject } from '../ir/json.ts';
import { quantizemlLayer } from './quantizemlLayer.ts';

/** One tensor that a layer takes, as the file names it: output of the `node`-th call of a layer. */
export interface ConfigRef {
  readonly layer: string;
  readonly node: number;
  readonly output: number;
}

/** One layer as it stands in a model's configuration, before it is understood. */
export interface LayerConfig {
  readonly className: string;
  readonly name: string;
  readonly config: JsonObject;
  /** JSON path inside the configuration, for errors. */
  readonly path: string;
  /** Where Keras 3 says what shape the layer was built for. */
  readonly buildShape: Json | undefined;
  /** The inputs of each call. */
  readonly calls: readonly (readonly ConfigRef[])[];
  /** Set when the layer is a model of its own. */
  readonly nested: ModelConfig | null;
}

/** A Sequential or Functional configuration of Keras 2 or 3, in one form: every layer with the inputs of its calls. */
export interface ModelConfig {
  readonly name: string;
  readonly className: string;
  readonly layers: readonly LayerConfig[];
  readonly inputs: readonly ConfigRef[];
  readonly outputs: readonly ConfigRef[];
  readonly buildShape: Json | undefined;
}

/** Models nested deeper than this are damage: real ones stay below ten. */
const MAX_DEPTH = 32;

const FUNCTIONAL: ReadonlySet<string> = new Set(['Functional', 'Model']);

/**
 * Reads the configuration of a whole model.
 * @param json  `{class_name, config}` of a Sequential or Functional model
 * @throws StudioError keras/unsupported-model | keras/bad-config
 */
export function parseModelConfig(json: Json, file: string): ModelConfig {
  const at = { file, path: 'model_config' };
  if (!isJsonObject(json)) fail('keras/bad-config', at, 'a JSON object', json);
  const className = json['class_name'];
  if (typeof className !== 'string') fail('keras/bad-config', at, 'a class name', className);
  if (!isModelClass(className)) fail('keras/unsupported-model', at, className);
  return parseModel(className, json['config'], file, at.path, 0);
}

function isModelClass(className: string): boolean {
  return className === 'Sequential' || FUNCTIONAL.has(className);
}

function parseModel(
  className: string,
  config: Json | undefined,
  file: string,
  path: string,
  depth: number,
): ModelConfig {
  if (depth > MAX_DEPTH) {
    fail('keras/bad-config', { file, path }, `models nested ${MAX_DEPTH} deep at most`, 'more');
  }
  // Before Keras 2.2.3 a Sequential's configuration was the bare list of its layers.
  const body = Array.isArray(config) ? { layers: config as readonly Json[] } : config;
  if (!isJsonObject(body)) fail('keras/bad-config', { file, path }, 'a JSON object', body);
  const list = body['layers'];
  if (!Array.isArray(list) || list.length === 0) {
    fail('keras/bad-config', { file, path: `${path}.layers` }, 'a list of layers', list);
  }
  const layers = (list as readonly Json[]).map((item, i) =>
    parseLayer(item, file, `${path}.layers[${i}]`, depth),
  );
  const name = typeof body['name'] === 'string' ? body['name'] : 'model';
  const model = { name, className, buildShape: body['build_input_shape'] };
  if (className === 'Sequential') return { ...model, ...chained(layers) };
  const inputs = collectRefs(body['input_layers']);
  const outputs = collectRefs(body['output_layers']);
  if (inputs.length === 0 || outputs.length === 0) {
    const end = inputs.length === 0 ? 'input_layers' : 'output_layers';
    fail('keras/bad-config', { file, path: `${path}.${end}` }, 'at least one layer', body[end]);
  }
  return { ...model, layers, inputs, outputs };
}

function parseLayer(item: Json, file: string, path: string, depth: number): LayerConfig {
  if (!isJsonObject(item)) fail('keras/bad-config', { file, path }, 'a layer', item);
  const className = item['class_name'];
  const config = item['config'];
  if (typeof className !== 'string') {
    fail('keras/bad-config', { file, path: `${path}.class_name` }, 'a class name', className);
  }
  const isModel = isModelClass(className);
  if (!isJsonObject(config) && !(isModel && Array.isArray(config))) {
    fail('keras/bad-config', { file, path: `${path}.config` }, 'a JSON object', config);
  }
  const own = isJsonObject(config) ? config : {};
  const name = own['name'] ?? item['name'];
  if (typeof name !== 'string' || name === '') {
    fail('keras/bad-config', { file, path: `${path}.config.name` }, 'a layer name', name);
  }
  const build = item['build_config'];
  const inbound = item['inbound_nodes'];
  const layer = quantizemlLayer(className, item, own);
  return {
    className: isOperation(item) ? `keras.ops.${className}` : layer.className,
    name,
    config: isOperation(item) || className === 'TFOpLambda' ? withCall(own, inbound) : layer.config,
    path,
    buildShape: isJsonObject(build) ? build['input_shape'] : undefined,
    calls: Array.isArray(inbound) ? (inbound as readonly Json[]).map(collectRefs) : [],
    nested: isModel ? parseModel(className, config, file, `${path}.config`, depth + 1) : null,
  };
}

/** An operation of Keras 3 that stands as a layer: `Subtract` there is not the layer of that name. */
function isOperation(item: JsonObject): boolean {
  const { module } = item;
  return typeof module === 'string' && /^keras\.src\.ops\b/.test(module);
}

/** An operation has its numbers in its call, not in its configuration. */
function withCall(config: JsonObject, inbound: Json | undefined): JsonObject {
  const [call, ...more] = (Array.isArray(inbound) ? inbound : []) as readonly Json[];
  return call === undefined || more.length > 0 ? config : { ...config, inbound_nodes: call };
}

/** Gives a Sequential's layers the calls that their order means. */
function chained(
  layers: readonly LayerConfig[],
): Pick<ModelConfig, 'layers' | 'inputs' | 'outputs'> {
  const linked = layers.map((layer, i) => {
    const previous = layers[i - 1];
    const refs = previous ? [{ layer: previous.name, node: 0, output: 0 }] : [];
    return { ...layer, calls: [refs] };
  });
  const [first, last] = [layers[0], layers.at(-1)];
  const inputs = first?.className === 'InputLayer' ? [endOf(first)] : [];
  return { layers: linked, inputs, outputs: last ? [endOf(last)] : [] };
}

function endOf(layer: LayerConfig): ConfigRef {
  return { layer: layer.name, node: 0, output: 0 };
}

/**
 * All tensor references inside a value, in order. Keras 2 writes `["name", node, tensor, {kwargs}]` in lists of
 * lists, Keras 3 writes `{"class_name": "__keras_tensor__", "config": {"keras_history": ["name", node, tensor]}}`.
 */
function collectRefs(value: Json | undefined): readonly ConfigRef[] {
  const refs: ConfigRef[] = [];
  const stack: (Json | undefined)[] = [value];
  while (stack.length > 0) {
    const item = stack.pop();
    if (Array.isArray(item)) {
      const list = item as readonly Json[];
      const [layer, node, output, kwargs] = list;
      if (typeof layer === 'string' && isIndex(node) && isIndex(output)) {
        refs.push({ layer, node, output });
        stack.push(kwargs);
      } else for (let i = list.length - 1; i >= 0; i--) stack.push(list[i]);
    } else if (isJsonObject(item)) {
      if (item['class_name'] === '__keras_tensor__' && isJsonObject(item['config'])) {
        stack.push(item['config']['keras_history']);
      } else for (const inner of Object.values(item).reverse()) stack.push(inner);
    }
  }
  return refs;
}

function isIndex(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
