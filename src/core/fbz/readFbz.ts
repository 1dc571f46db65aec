import { ByteBuffer } from 'flatbuffers';
import type { AkidaLayer, AkidaModel, QuantizerLayer } from '../akida/model.ts';
import { layerGeometry } from '../akida/shapes.ts';
import { fail, type Where } from '../errors/diagnostic.ts';
import { formatShape, sameShape, sizeOf } from '../tensor/tensor.ts';
import {
  dtypes,
  layerTypes,
  QUANTIZER_TYPE,
  type Dtype,
  type FileLayer,
  type FileModel,
  type FileVariable,
} from './fileLayer.ts';
import { layerFromFile } from './layerFromFile.ts';
import { describeOtherGeneration, type OtherLayer } from './otherGeneration.ts';
import { quantizerFromFile } from './quantizerLayer.ts';
import { unpackSnappy } from './snappyBlock.ts';
import type { Layer } from './generated/layer.ts';
import { Model } from './generated/model.ts';
import type { Variable } from './generated/variable.ts';
import { verifyBuffer } from './verifyBuffer.ts';

/**
 * Reads an Akida 1.0 model file, written by any runtime from 2.3.0 on or by `writeFbz`. Every offset, size, type and value
 * is checked, and that the layers form one chain whose shapes fit.
 * @param file name that errors show
 * @throws StudioError fbz/damaged-snappy, fbz/damaged-flatbuffer, fbz/older-runtime, fbz/other-generation, fbz/unsupported-version, fbz/missing, fbz/wrong-param,
 *                fbz/wrong-variable, fbz/broken-chain
 * @source docs/reference/fbz-format.md#reading-safely
 */
export function readFbz(bytes: Uint8Array, file: string): AkidaModel {
  const model = decodeModel(unpackSnappy(bytes, file), file);
  checkVersion(model.version, file);
  if (model.layers.length === 0) fail('fbz/missing', { file, path: 'layers' }, 'layer');
  const layers: AkidaLayer[] = [];
  const names = new Set<string>();
  let input: readonly [number, number, number] = [0, 0, 0];
  const [head, ...rest] = model.layers;
  const quantizer =
    head && isQuantizer(head) && rest.length > 0 ? quantizerFromFile(file, head) : null;
  if (quantizer) names.add(quantizer.name);
  for (const layer of quantizer ? rest : model.layers) {
    checkPlace(layer, { quantizer, previous: layers.at(-1) }, names, file);
    names.add(layer.name);
    const next = layerFromFile(file, layer, input);
    const { output } = layerGeometry(next, 'inputShape' in next ? next.inputShape : input);
    if (output.some((size) => size < 1)) {
      const where = { file, layer: layer.name };
      const expected = 'a kernel and a pool no larger than their input';
      fail('fbz/broken-chain', where, expected, `an output of ${formatShape(output)}`);
    }
    if (quantizer && layers.length === 0) checkBehindQuantizer(quantizer, next, file);
    layers.push(next);
    input = output;
  }
  const { version } = model;
  return quantizer ? { version, quantizer, layers } : { version, layers };
}

function isQuantizer({ params }: FileLayer): boolean {
  return params.get('layer_type') === QUANTIZER_TYPE;
}

/** Pixels take 8 bits; an InputData takes what it says. */
function checkBehindQuantizer(quantizer: QuantizerLayer, first: AkidaLayer, file: string): void {
  const where = { file, layer: first.name };
  const shape = 'inputShape' in first ? first.inputShape : [];
  if (!sameShape(shape, quantizer.inputShape)) {
    const expected = `an input of ${formatShape(quantizer.inputShape)}, as the Quantizer gives it`;
    fail('fbz/broken-chain', where, expected, formatShape(shape));
  }
  const bits = first.kind === 'InputData' ? first.inputBits : PIXEL_BITS;
  if (bits === quantizer.outputBits) return;
  fail('fbz/broken-chain', where, `${quantizer.outputBits} bits an input`, `${bits} bits`);
}

const PIXEL_BITS = 8;

function checkVersion(version: string, file: string): void {
  const [, major = 0, minor = 0] = /^(\d+)\.(\d+)\.\d+/.exec(version)?.map(Number) ?? [];
  if (major === 2 && minor >= 3) return;
  fail('fbz/unsupported-version', { file, path: 'version' }, `"${version}"`);
}

function checkPlace(
  layer: FileLayer,
  before: { quantizer: QuantizerLayer | null; previous: AkidaLayer | undefined },
  names: ReadonlySet<string>,
  file: string,
): void {
  const where = { file, layer: layer.name, path: 'inbounds' };
  if (names.has(layer.name)) {
    fail('fbz/broken-chain', where, 'a name of its own', `a second layer "${layer.name}"`);
  }
  const type = layer.params.get('layer_type');
  const { previous } = before;
  const isInput = type === layerTypes.InputData || type === layerTypes.InputConvolutional;
  if (isInput !== (previous === undefined)) {
    const expected = 'InputData or InputConvolutional as the first layer, and nowhere else';
    fail(
      'fbz/broken-chain',
      { ...where, path: 'params.layer_type' },
      expected,
      `layer type ${type ?? 'none'}`,
    );
  }
  const [inbound, ...more] = layer.inbounds;
  const source = previous ?? before.quantizer;
  if (inbound === source?.name && more.length === 0) return;
  const expected = source
    ? `"${source.name}" as the only layer before it`
    : 'no layer before the first';
  const received = layer.inbounds.map((name) => `"${name}"`).join(', ');
  fail('fbz/broken-chain', where, expected, received === '' ? 'none' : received);
}

const BYTES_PER: Readonly<Record<Dtype, number>> = {
  int32: 4,
  float32: 4,
  uint8: 1,
  int8: 1,
  int1: 1,
  int4: 1,
  int2: 1,
};

/**
 * The FlatBuffer of an .fbz as named layers, parameters and variables.
 * @throws StudioError fbz/damaged-flatbuffer, fbz/older-runtime, fbz/other-generation, fbz/missing, fbz/wrong-variable
 */
export function decodeModel(bytes: Uint8Array, file: string): FileModel {
  verifyBuffer(bytes, file);
  const model = Model.getRootAsModel(new ByteBuffer(bytes));
  const version = model.version() ?? fail('fbz/older-runtime', { file, path: 'version' });
  checkGeneration(model, version, file);
  const layers = Array.from({ length: model.layersLength() }, (_, i) =>
    decodeLayer(model.layers(i), { file, path: `layers[${i}]` }),
  );
  return { version, layers };
}

/**
 * Akida 2.0 numbers all its layers anew: a file without one layer of 1.0 was not damaged into it. Both may begin with a Quantizer, and
 * an InputData may follow it.
 */
function checkGeneration(model: Model, version: string, file: string): void {
  const layers = Array.from({ length: model.layersLength() }, (_, i) => model.layers(i));
  const types = layers
    .map((layer) => (layer ? paramsOf(layer).get('layer_type') : undefined))
    .filter((type) => type !== QUANTIZER_TYPE && type !== layerTypes.InputData);
  const known = new Set<number>(Object.values(layerTypes));
  const areOthers = types.every((type) => type !== undefined && !known.has(type));
  if (types.length === 0 || !areOthers) return;
  const found = layers.flatMap((layer) => (layer ? otherLayer(layer) : []));
  fail('fbz/other-generation', { file, path: 'layers' }, version, describeOtherGeneration(found));
}

function otherLayer(layer: Layer): OtherLayer {
  const weights = new Map<string, readonly number[]>();
  for (let i = 0; i < layer.variablesLength(); i++) {
    const variable = layer.variables(i);
    if (variable) weights.set(variable.name() ?? '', shapeOf(variable));
  }
  const inbounds = Array.from({ length: layer.inboundsLength() }, (_, i) => layer.inbounds(i));
  return { name: layer.name() ?? '', inbounds, params: paramsOf(layer), weights };
}

function paramsOf(layer: Layer): ReadonlyMap<string, number> {
  const list = layer.params()?.list();
  const params = new Map<string, number>();
  for (let i = 0; i < (list?.paramsLength() ?? 0); i++) {
    const param = list?.params(i);
    params.set(param?.key() ?? '', param?.value() ?? 0);
  }
  return params;
}

/** Files list sizes in reverse. */
function shapeOf(variable: Variable): readonly number[] {
  const reversed = Array.from({ length: variable.shapeLength() }, (_, i) => variable.shape(i) ?? 0);
  return reversed.reverse();
}

function decodeLayer(layer: Layer | null, where: Where): FileLayer {
  const name = layer?.name();
  if (!layer || name === null || name === undefined || name === '') {
    return fail('fbz/missing', { ...where, path: `${where.path ?? ''}.name` }, 'layer name');
  }
  const at: Where = { ...where, layer: name };
  if (!layer.params()?.list())
    return fail('fbz/missing', { ...at, path: `${where.path ?? ''}.params` }, 'parameters');
  const params = paramsOf(layer);
  const variables = new Map<string, FileVariable>();
  for (let i = 0; i < layer.variablesLength(); i++) {
    const variable = layer.variables(i);
    const key = variable?.name() ?? '';
    const path = `${where.path ?? ''}.variables["${key}"]`;
    if (variable) variables.set(key, decodeVariable(variable, key, { ...at, path }));
  }
  const inbounds = Array.from({ length: layer.inboundsLength() }, (_, i) => layer.inbounds(i));
  return { name, inbounds, params, variables };
}

function decodeVariable(variable: Variable, name: string, where: Where): FileVariable {
  const code = variable.dtype();
  const dtype = (Object.keys(dtypes) as Dtype[]).find((key) => dtypes[key] === code);
  if (dtype === undefined) {
    const known = Object.values(dtypes).join(', ');
    return fail('fbz/wrong-variable', where, name, `a type of ${known}`, `type ${code}`);
  }
  const shape = shapeOf(variable);
  const data = variable.dataArray() ?? new Uint8Array();
  const expected = sizeOf(shape) * BYTES_PER[dtype];
  if (shape.some((dim) => dim < 0) || data.byteLength !== expected) {
    fail(
      'fbz/wrong-variable',
      where,
      name,
      `${expected} bytes for ${dtype} ${formatShape(shape)}`,
      `${data.byteLength} bytes`,
    );
  }
  return { dtype, shape, data };
}
