import { ByteBuffer } from 'flatbuffers';
import { fail, type Where } from '../errors/diagnostic.ts';
import { formatShape, sizeOf } from '../tensor/tensor.ts';
import {
  dtypes,
  type Dtype,
  type FileLayer,
  type FileModel,
  type FileVariable,
} from './fileLayer.ts';
import type { Layer } from './generated/layer.ts';
import { Model } from './generated/model.ts';
import type { Variable } from './generated/variable.ts';
import { verifyBuffer } from './verifyBuffer.ts';

const BYTES_PER: Readonly<Record<Dtype, number>> = {
  int32: 4,
  float32: 4,
  int8: 1,
  int1: 1,
  int4: 1,
  int2: 1,
};

/**
 * The FlatBuffer of an .fbz as named layers, parameters and variables.
 * @throws StudioError fbz/damaged-flatbuffer, fbz/missing, fbz/wrong-variable
 */
export function decodeModel(bytes: Uint8Array, file: string): FileModel {
  verifyBuffer(bytes, file);
  const model = Model.getRootAsModel(new ByteBuffer(bytes));
  const version = model.version() ?? fail('fbz/missing', { file, path: 'version' }, 'version');
  const layers = Array.from({ length: model.layersLength() }, (_, i) =>
    decodeLayer(model.layers(i), { file, path: `layers[${i}]` }),
  );
  return { version, layers };
}

function decodeLayer(layer: Layer | null, where: Where): FileLayer {
  const name = layer?.name();
  if (!layer || name === null || name === undefined || name === '') {
    return fail('fbz/missing', { ...where, path: `${where.path ?? ''}.name` }, 'layer name');
  }
  const list = layer.params()?.list();
  const at: Where = { ...where, layer: name };
  if (!list)
    return fail('fbz/missing', { ...at, path: `${where.path ?? ''}.params` }, 'parameters');
  const params = new Map<string, number>();
  for (let i = 0; i < list.paramsLength(); i++) {
    const param = list.params(i);
    params.set(param?.key() ?? '', param?.value() ?? 0);
  }
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
  const shape = Array.from({ length: variable.shapeLength() }, (_, i) => variable.shape(i) ?? 0);
  shape.reverse();
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
