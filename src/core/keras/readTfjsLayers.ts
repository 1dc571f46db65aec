import { fail, type Where } from '../errors/diagnostic.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { isJsonObject, type Json, type JsonObject } from '../ir/json.ts';
import { sizeOf } from '../tensor/tensor.ts';
import { assignWeights, type NamedWeight } from './layerWeights.ts';
import { buildGraph } from './buildGraph.ts';
import { decodeNumbers, type NumberFormat } from './decodeNumbers.ts';
import type { ModelFile } from './modelFile.ts';
import { parseModelConfig } from './modelConfig.ts';

/** Number formats of a weights manifest. @source tfjs-converter docs, tfjs-core/src/io/types.ts (Apache-2.0) */
const FORMATS: Readonly<Record<string, NumberFormat>> = {
  float32: { kind: 'float', bytes: 4 },
  float16: { kind: 'float', bytes: 2 },
  int32: { kind: 'int', bytes: 4 },
  uint16: { kind: 'uint', bytes: 2 },
  uint8: { kind: 'uint', bytes: 1 },
  bool: { kind: 'uint', bytes: 1 },
};

/**
 * Reads a TensorFlow.js layers model: the topology in model.json, the weights in the files that its manifest names.
 * Quantized weights are widened: value = stored * scale + min.
 * @param shards  the other files, found by the last part of their name
 * @throws StudioError keras/missing-part | keras/bad-config | keras/unsupported-weight | ...
 */
export function readTfjsLayers(
  json: JsonObject,
  shards: readonly ModelFile[],
  file: string,
): { version: string; graph: ModelGraph } {
  if (json['format'] === 'graph-model') {
    const advice =
      'Convert the Keras model with tensorflowjs_converter --output_format tfjs_layers_model, or open its .h5.';
    fail('keras/other-format', { file }, 'a TensorFlow.js graph model', advice);
  }
  const topology = json['modelTopology'];
  if (!isJsonObject(topology)) {
    fail('keras/bad-config', { file, path: 'modelTopology' }, 'a layers model', topology);
  }
  const version = topology['keras_version'] ?? json['generatedBy'];
  const config = parseModelConfig(topology['model_config'] ?? topology, file);
  const weights = manifestWeights(json['weightsManifest'], shards, file);
  const graph = buildGraph(config, file, (layers) =>
    assignWeights(layers, weights, config.name, file),
  );
  return { version: typeof version === 'string' ? version : 'unknown', graph };
}

function manifestWeights(
  manifest: Json | undefined,
  shards: readonly ModelFile[],
  file: string,
): readonly NamedWeight[] {
  const where = { file, path: 'weightsManifest' };
  if (!Array.isArray(manifest)) fail('keras/bad-config', where, 'a list of groups', manifest);
  return (manifest as readonly Json[]).flatMap((group, i) => {
    const path = `weightsManifest[${i}]`;
    const paths = isJsonObject(group) ? group['paths'] : undefined;
    const specs = isJsonObject(group) ? group['weights'] : undefined;
    if (!Array.isArray(paths) || !Array.isArray(specs)) {
      fail('keras/bad-config', { file, path }, 'a group with paths and weights', group);
    }
    const data = joined(paths as readonly Json[], shards, { file, path: `${path}.paths` });
    return groupWeights(
      specs as readonly Json[],
      data,
      file,
      `${path}.weights`,
      paths as readonly Json[],
    );
  });
}

/** The files of a group, one behind the other: weights may run over the end of a file. */
function joined(paths: readonly Json[], shards: readonly ModelFile[], where: Where): Uint8Array {
  const named = paths.map((path) => {
    if (typeof path !== 'string') fail('keras/bad-config', where, 'a file name', path);
    return { path, shard: shards.find(({ name }) => lastPart(name) === lastPart(path)) };
  });
  const missing = named.filter(({ shard }) => !shard).map(({ path }) => path);
  if (missing.length > 0) {
    const found = shards.map(({ name }) => name);
    fail('keras/missing-weight-files', where, missing, found);
  }
  const parts = named.flatMap(({ shard }) => (shard ? [shard.bytes] : []));
  // A path that is named again and again would multiply the memory.
  if (new Set(parts).size < parts.length) {
    fail('keras/bad-config', where, 'every file once', [...paths]);
  }
  const data = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    data.set(part, at);
    at += part.length;
  }
  return data;
}

function lastPart(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

function groupWeights(
  specs: readonly Json[],
  data: Uint8Array,
  file: string,
  path: string,
  files: readonly Json[],
): readonly NamedWeight[] {
  let at = 0;
  const placed = specs.map((spec, i) => {
    const where = { file, path: `${path}[${i}]` };
    const weight = manifestEntry(spec, where);
    const start = at;
    at += sizeOf(weight.shape) * weight.format.bytes;
    return { weight, where, start, end: at, ofOptimizer: isOptimizers(spec) };
  });
  if (!(at <= data.length)) {
    const first = placed.find(({ end }) => !(end <= data.length));
    const missing = { file, path: first?.where.path ?? path };
    fail('keras/short-weights', missing, first?.weight.name ?? '', at, data.length, files);
  }
  return placed
    .filter(({ ofOptimizer }) => !ofOptimizer)
    .map(({ weight, where, start, end }) => ({
      variable: weight.name,
      path: where.path,
      shape: weight.shape,
      read: () => weight.widen(decodeNumbers(data.slice(start, end), weight.format)),
    }));
}

/** What the optimizer keeps, its counter included; `model.save()` of TensorFlow.js says so. @source tfjs-layers (Apache-2.0) */
function isOptimizers(spec: Json): boolean {
  return isJsonObject(spec) && spec['group'] === 'optimizer';
}

interface ManifestEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly format: NumberFormat;
  readonly widen: (stored: Float32Array) => Float32Array;
}

function manifestEntry(spec: Json, where: Where): ManifestEntry {
  const { name, shape, dtype, quantization } = (isJsonObject(spec) ? spec : {}) as Readonly<
    Record<'name' | 'shape' | 'dtype' | 'quantization', Json | undefined>
  >;
  const dims = Array.isArray(shape) ? (shape as readonly Json[]) : [null];
  if (typeof name !== 'string' || typeof dtype !== 'string' || !dims.every(isSize)) {
    fail('keras/bad-config', where, 'a weight with name, shape and dtype', spec);
  }
  const quantized = isJsonObject(quantization) ? quantization : null;
  const stored = quantized ? quantized['dtype'] : dtype;
  const format = typeof stored === 'string' ? FORMATS[stored] : undefined;
  if (!format || typeof stored !== 'string') {
    fail('keras/unsupported-weight', where, name, typeof stored === 'string' ? stored : dtype);
  }
  if (!quantized || stored === 'float16') return { name, shape: dims, format, widen: (v) => v };
  const { scale, min } = quantized as Readonly<Record<'scale' | 'min', Json | undefined>>;
  if (typeof scale !== 'number' || typeof min !== 'number') {
    fail('keras/bad-config', where, 'a quantization with scale and min', quantized);
  }
  return { name, shape: dims, format, widen: (values) => values.map((v) => v * scale + min) };
}

function isSize(dim: Json): dim is number {
  return typeof dim === 'number' && Number.isSafeInteger(dim) && dim >= 0;
}
