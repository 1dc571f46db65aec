import type { Json, JsonObject } from '../ir/json.ts';
import type { ModelFile } from '../keras/modelFile.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { withHdf5 } from '../keras/hdf5File.ts';
import { readModel } from '../keras/readModel.ts';
import { goldenFile } from './golden.ts';

/** How the weights of a TensorFlow.js model are stored. */
export interface TfjsOptions {
  readonly quantize?: 'uint8' | 'uint16' | 'float16';
  /** Size of a weight file; weights run over from one to the next. */
  readonly shardBytes?: number;
}

/**
 * A TensorFlow.js layers model made from a Keras model, as `tensorflowjs_converter` writes one.
 * @param config  the Keras `model_config`
 * @param graph   the same model as read, for its weights
 */
export function tfjsModel(
  config: JsonObject,
  graph: ModelGraph,
  { quantize, shardBytes = 1 << 22 }: TfjsOptions = {},
): ModelFile[] {
  const parts: Uint8Array[] = [];
  const weights: Json[] = [];
  for (const node of graph.layers) {
    for (const [name, { data, shape }] of Object.entries(node.weights)) {
      const spec = { name: `${node.name}/${name}`, shape: [...shape], dtype: 'float32' };
      const { bytes, quantization } = stored(data, quantize);
      parts.push(bytes);
      weights.push(quantization ? { ...spec, quantization } : spec);
    }
  }
  const data = Uint8Array.from(parts.flatMap((part) => [...part]));
  const count = Math.max(Math.ceil(data.length / shardBytes), 1);
  const shards = Array.from({ length: count }, (_, i) => ({
    name: `group1-shard${i + 1}of${count}.bin`,
    bytes: data.slice(i * shardBytes, (i + 1) * shardBytes),
  }));
  const json = {
    format: 'layers-model',
    generatedBy: 'keras v2.10.0',
    convertedBy: 'TensorFlow.js Converter v4.22.0',
    modelTopology: { keras_version: '2.10.0', backend: 'tensorflow', model_config: config },
    weightsManifest: [{ paths: shards.map(({ name }) => name), weights }],
  };
  return [{ name: 'model.json', bytes: new TextEncoder().encode(JSON.stringify(json)) }, ...shards];
}

/** A golden .h5 as a TensorFlow.js model: `model.json` first, then its weight files. */
export async function goldenTfjs(path: string, options?: TfjsOptions): Promise<ModelFile[]> {
  const bytes = goldenFile(path);
  const text = await withHdf5(bytes, (h5) => h5.strings('/', 'model_config')?.[0] ?? '');
  const loaded = await readModel([{ name: path, bytes }]);
  if (loaded.kind !== 'keras') throw new Error(`${path} is no Keras model`);
  return tfjsModel(JSON.parse(text) as JsonObject, loaded.graph, options);
}

function stored(
  data: Float32Array,
  quantize: TfjsOptions['quantize'],
): { bytes: Uint8Array; quantization?: JsonObject } {
  if (!quantize) return { bytes: new Uint8Array(data.slice().buffer) };
  if (quantize === 'float16') {
    // Only the sign, the exponent and the first ten bits of the fraction: exact for values that have no more.
    const halves = Uint16Array.from(data, halfOf);
    return {
      bytes: new Uint8Array(halves.buffer),
      quantization: { dtype: 'float16', original_dtype: 'float32' },
    };
  }
  const levels = quantize === 'uint8' ? 255 : 65_535;
  const min = data.reduce((a, b) => Math.min(a, b), Infinity);
  const max = data.reduce((a, b) => Math.max(a, b), -Infinity);
  const scale = (max - min) / levels || 1;
  const steps = Array.from(data, (value) => Math.round((value - min) / scale));
  const bytes =
    quantize === 'uint8' ? Uint8Array.from(steps) : new Uint8Array(Uint16Array.from(steps).buffer);
  return { bytes, quantization: { dtype: quantize, scale, min, original_dtype: 'float32' } };
}

/** The half-precision number below a value, for values of normal half-precision size. */
function halfOf(value: number): number {
  const bits = new Uint32Array(Float32Array.of(value).buffer)[0] ?? 0;
  const exponent = ((bits >> 23) & 0xff) - 112;
  if (exponent <= 0) return (bits >>> 16) & 0x8000;
  return ((bits >>> 16) & 0x8000) | (exponent << 10) | ((bits >> 13) & 0x3ff);
}
