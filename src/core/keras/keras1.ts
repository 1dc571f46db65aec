import { fail } from '../errors/diagnostic.ts';
import { isJsonObject, type Json, type JsonObject } from '../ir/json.ts';
import { layerDefinition } from '../layers/index.ts';
import type { LayerWeights, WeightEntry } from './layerWeights.ts';
import type { LayerConfig } from './modelConfig.ts';

/** Classes of convolutions, which Keras 2 abbreviates; it has no atrous ones, only their dilation. */
function classOf(className: string): string {
  if (className === 'Deconvolution2D') return 'Conv2DTranspose';
  return className.replace(/^(?:Atrous)?(Separable)?Convolution(?=\dD$)/, '$1Conv');
}

/** Layers of Keras 2 by the mode of a Merge; the others (dot, cos, functions) have no place in a network for the chip. */
const MERGES: Readonly<Record<string, string>> = {
  sum: 'Add',
  mul: 'Multiply',
  ave: 'Average',
  max: 'Maximum',
  concat: 'Concatenate',
};

/** Keys that Keras 2 calls otherwise, in every class that has them. */
const KEYS: Readonly<Record<string, string>> = {
  nb_filter: 'filters',
  output_dim: 'units',
  subsample: 'strides',
  border_mode: 'padding',
  dim_ordering: 'data_format',
  atrous_rate: 'dilation_rate',
  init: 'kernel_initializer',
  beta_init: 'beta_initializer',
  gamma_init: 'gamma_initializer',
  W_regularizer: 'kernel_regularizer',
  b_regularizer: 'bias_regularizer',
  W_constraint: 'kernel_constraint',
  b_constraint: 'bias_constraint',
  bias: 'use_bias',
  p: 'rate',
  sigma: 'stddev',
  concat_axis: 'axis',
  input_dtype: 'dtype',
};

/** Keys that Keras 2 has no use for. */
const DROPPED: ReadonlySet<string> = new Set([
  ...[
    'nb_row',
    'nb_col',
    'input_dim',
    'input_length',
    'mode',
    'mode_type',
    'dot_axes',
    'arguments',
  ],
  ...['output_shape', 'output_shape_type', 'output_mask', 'output_mask_type'],
]);

const VALUES: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  data_format: { tf: 'channels_last', th: 'channels_first', default: 'channels_last' },
  kernel_initializer: { zero: 'zeros', one: 'ones' },
};

/** Variables as Keras 2 calls them. Keras 1 keeps a variance under the name of a deviation. */
const VARIABLES: Readonly<Record<string, string>> = {
  W: 'kernel',
  b: 'bias',
  gamma: 'gamma',
  beta: 'beta',
  running_mean: 'moving_mean',
  running_std: 'moving_variance',
  depthwise_kernel: 'depthwise_kernel',
  pointwise_kernel: 'pointwise_kernel',
  alphas: 'alpha',
};

/**
 * The configuration of a model of Keras 1 in the words of Keras 2, as the loader of Keras 2.0 to 2.2 puts it.
 * @param layerNames  the groups of weights: a Sequential inside another has its name only there
 * @throws StudioError keras/bad-parameter for a BatchNormalization of a mode that ended with Keras 1
 * @source keras/legacy/interfaces.py (Keras 2.2.4, MIT)
 */
export function fromKeras1(model: Json, layerNames: readonly string[], file: string): Json {
  if (!isJsonObject(model)) return model;
  const { config } = model;
  const list = Array.isArray(config) ? config : isJsonObject(config) ? config['layers'] : null;
  if (!Array.isArray(list)) return model;
  const layers = (list as readonly Json[]).map((layer, i) =>
    layerFromKeras1(layer, layerNames[i], file),
  );
  return { ...model, config: isJsonObject(config) ? { ...config, layers } : layers };
}

function layerFromKeras1(layer: Json, name: string | undefined, file: string): Json {
  if (!isJsonObject(layer)) return layer;
  const { class_name: className, config } = layer;
  if (className === 'Sequential' || className === 'Model') {
    const inner = fromKeras1(layer, [], file) as JsonObject;
    return Array.isArray(config) ? { name: name ?? 'sequential', ...inner } : inner;
  }
  if (typeof className !== 'string' || !isJsonObject(config)) return layer;
  const mode = config['mode'];
  const where = { file, ...(typeof config['name'] === 'string' ? { layer: config['name'] } : {}) };
  if (className === 'BatchNormalization' && mode !== undefined && mode !== 0) {
    fail('keras/bad-parameter', where, className, 'mode', '0', JSON.stringify(mode));
  }
  const merge = className === 'Merge' && typeof mode === 'string' ? MERGES[mode] : undefined;
  if (className === 'Merge' && merge === undefined) return layer;
  return {
    ...layer,
    class_name: merge ?? classOf(className),
    config: configFromKeras1(className, config),
  };
}

function configFromKeras1(className: string, config: JsonObject): JsonObject {
  const entries = Object.entries(config)
    .filter(([key]) => !DROPPED.has(key))
    .map(([key, value]): readonly [string, Json] => {
      const name = KEYS[key] ?? key;
      const known = typeof value === 'string' ? VALUES[name]?.[value] : undefined;
      return [name, known ?? (name.endsWith('_regularizer') ? regularizer(value) : value)];
    });
  const { nb_row: rows = null, nb_col: columns = null, padding } = config;
  const result = Object.fromEntries(entries);
  if ('nb_row' in config) result['kernel_size'] = [rows, columns];
  if (className === 'ZeroPadding2D' && padding !== undefined) {
    result['padding'] = zeroPadding(padding);
  }
  if (className === 'SeparableConvolution2D') {
    const { kernel_initializer: init, ...rest } = result;
    return { ...rest, depthwise_initializer: init ?? null, pointwise_initializer: init ?? null };
  }
  return result;
}

/** `{"name": "WeightRegularizer", "l1": 0, "l2": 0.01}`; other kinds have none in Keras 2. */
function regularizer(value: Json): Json {
  if (!isJsonObject(value) || 'class_name' in value) return value;
  const { l1 = 0, l2 = 0 } = value;
  return { class_name: 'L1L2', config: { l1, l2 } };
}

/** Four numbers, or four by name, are top, bottom, left and right. */
function zeroPadding(padding: Json): Json {
  const named = isJsonObject(padding)
    ? ['top_pad', 'bottom_pad', 'left_pad', 'right_pad'].map((side) => padding[side] ?? 0)
    : padding;
  if (!Array.isArray(named) || named.length !== 4) return named;
  const [top = 0, bottom = 0, left = 0, right = 0] = named as readonly Json[];
  return [
    [top, bottom],
    [left, right],
  ];
}

/** `convolution2d_1_W:0` -> `convolution2d_1/kernel`. */
export function variableOfKeras1(name: string): string {
  const parts =
    /^(.*)_(W|b|gamma|beta|running_(?:mean|std)|(?:depth|point)wise_kernel|alphas)(?::0)?$/.exec(
      name,
    );
  const [, layer, variable] = parts ?? [];
  return layer === undefined || variable === undefined
    ? name
    : `${layer}/${VARIABLES[variable] ?? variable}`;
}

/**
 * Kernels of channels_first layers in the order of Keras 2:
 *     (filters, channels, rows, columns) -> (rows, columns, channels, filters)
 * @source keras/engine/saving.py preprocess_weights_for_loading (Keras 2.2.4, MIT)
 */
export function weightsFromKeras1(weights: LayerWeights): LayerWeights {
  return new Map(
    [...weights].map(([layer, entries]) => [
      layer,
      isChannelsFirst(layer) ? entries.map((entry) => transposed(entry)) : entries,
    ]),
  );
}

function isChannelsFirst({ className, config }: LayerConfig): boolean {
  const isConvolution = layerDefinition(className)?.chipKind === 'Convolutional';
  return isConvolution && config['data_format'] === 'channels_first';
}

function transposed(entry: WeightEntry): WeightEntry {
  const [filters, channels, rows, columns] = entry.shape;
  if (filters === undefined || channels === undefined) return entry;
  if (rows === undefined || columns === undefined) return entry;
  const read = () => {
    const values = entry.read();
    const window = rows * columns;
    return values.map((_, i) => {
      const f = i % filters;
      const c = Math.floor(i / filters) % channels;
      const at = Math.floor(i / (filters * channels));
      return values[(f * channels + c) * window + at] ?? 0;
    });
  };
  return { ...entry, shape: [rows, columns, channels, filters], read };
}
