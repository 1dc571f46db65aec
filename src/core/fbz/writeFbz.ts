import { Builder } from 'flatbuffers';
import type { AkidaModel } from '../akida/model.ts';
import { geometryOf } from '../akida/shapes.ts';
import { invariant } from '../errors/diagnostic.ts';
import { layerToFile } from './layerToFile.ts';
import { quantizerToFile } from './quantizerLayer.ts';
import { packSnappy } from './snappyBlock.ts';
import { dtypes, type FileLayer, type FileModel, type FileVariable } from './fileLayer.ts';
import { LayerParams } from './generated/layer-params.ts';
import { Layer } from './generated/layer.ts';
import { Model } from './generated/model.ts';
import { ParamList } from './generated/param-list.ts';
import { Param } from './generated/param.ts';
import { Variable } from './generated/variable.ts';

/** Runtimes refuse files that are newer than themselves; every runtime from this version on loads it. */
export const FBZ_VERSION = '2.3.0';

/** Older runtimes do not know the Quantizer layer: a file with one says so by its version. */
export const QUANTIZER_VERSION = '2.19.0';

/** The version that a model's file carries. */
export function fileVersion({ quantizer }: AkidaModel): string {
  return quantizer ? QUANTIZER_VERSION : FBZ_VERSION;
}

/**
 * Writes an Akida 1.0 model file. The version in the file is that of the oldest runtime that loads it.
 * @source docs/reference/fbz-format.md#flatbuffer
 */
export function writeFbz(model: AkidaModel): Uint8Array {
  const geometry = geometryOf(model);
  const { quantizer } = model;
  const layers = model.layers.map((layer, i) => {
    const input = geometry[i]?.input;
    invariant(input, 'a geometry for every layer');
    return layerToFile(layer, input, (i === 0 ? quantizer : model.layers[i - 1])?.name);
  });
  const first = quantizer ? [quantizerToFile(quantizer)] : [];
  return packSnappy(encodeModel({ version: fileVersion(model), layers: [...first, ...layers] }));
}

/** The FlatBuffer of an .fbz: parameters and variables in the order of their maps. */
export function encodeModel(model: FileModel): Uint8Array {
  const builder = new Builder(1024);
  const layers = model.layers.map((layer) => encodeLayer(builder, layer));
  const layersOffset = Model.createLayersVector(builder, layers);
  const version = builder.createString(model.version);
  Model.startModel(builder);
  Model.addLayers(builder, layersOffset);
  Model.addVersion(builder, version);
  builder.finish(Model.endModel(builder));
  return builder.asUint8Array();
}

function encodeLayer(builder: Builder, layer: FileLayer): number {
  const variables = [...layer.variables].map(([name, variable]) =>
    encodeVariable(builder, name, variable),
  );
  const variablesOffset = Layer.createVariablesVector(builder, variables);
  const params = encodeParams(builder, layer.params);
  const inbounds = layer.inbounds.map((name) => builder.createString(name));
  const inboundsOffset = Layer.createInboundsVector(builder, inbounds);
  const name = builder.createString(layer.name);
  Layer.startLayer(builder);
  Layer.addName(builder, name);
  Layer.addVariables(builder, variablesOffset);
  Layer.addParams(builder, params);
  Layer.addInbounds(builder, inboundsOffset);
  return Layer.endLayer(builder);
}

function encodeParams(builder: Builder, params: ReadonlyMap<string, number>): number {
  const offsets = [...params].map(([key, value]) =>
    Param.createParam(builder, builder.createString(key), value),
  );
  const list = ParamList.createParamList(builder, ParamList.createParamsVector(builder, offsets));
  LayerParams.startLayerParams(builder);
  LayerParams.addList(builder, list);
  return LayerParams.endLayerParams(builder);
}

function encodeVariable(builder: Builder, name: string, variable: FileVariable): number {
  return Variable.createVariable(
    builder,
    builder.createString(name),
    Variable.createShapeVector(builder, [...variable.shape].reverse()),
    builder.createByteVector(variable.data),
    dtypes[variable.dtype],
    variable.shape.length === 1 ? 1 : 0,
  );
}
