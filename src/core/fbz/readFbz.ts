import type { AkidaLayer, AkidaModel } from '../akida/model.ts';
import { layerGeometry } from '../akida/shapes.ts';
import { fail } from '../errors/diagnostic.ts';
import { formatShape } from '../tensor/tensor.ts';
import { decodeModel } from './decodeModel.ts';
import { layerTypes, type FileLayer } from './fileLayer.ts';
import { layerFromFile } from './layerFromFile.ts';
import { unpackSnappy } from './snappyBlock.ts';

/**
 * Reads an Akida 1.0 model file, written by any runtime from 2.3.0 on or by `writeFbz`. Every offset, size, type and value
 * is checked, and that the layers form one chain whose shapes fit.
 * @param file name that errors show
 * @throws StudioError fbz/damaged-snappy, fbz/damaged-flatbuffer, fbz/unsupported-version, fbz/missing, fbz/wrong-param,
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
  for (const layer of model.layers) {
    checkPlace(layer, layers.at(-1), names, file);
    names.add(layer.name);
    const next = layerFromFile(file, layer, input);
    const { output } = layerGeometry(next, 'inputShape' in next ? next.inputShape : input);
    if (output.some((size) => size < 1)) {
      const where = { file, layer: layer.name };
      const expected = 'a kernel and a pool no larger than their input';
      fail('fbz/broken-chain', where, expected, `an output of ${formatShape(output)}`);
    }
    layers.push(next);
    input = output;
  }
  return { version: model.version, layers };
}

function checkVersion(version: string, file: string): void {
  const [, major = 0, minor = 0] = /^(\d+)\.(\d+)\.\d+/.exec(version)?.map(Number) ?? [];
  if (major === 2 && minor >= 3) return;
  fail('fbz/unsupported-version', { file, path: 'version' }, `"${version}"`);
}

function checkPlace(
  layer: FileLayer,
  previous: AkidaLayer | undefined,
  names: ReadonlySet<string>,
  file: string,
): void {
  const where = { file, layer: layer.name, path: 'inbounds' };
  if (names.has(layer.name)) {
    fail('fbz/broken-chain', where, 'a name of its own', `a second layer "${layer.name}"`);
  }
  const type = layer.params.get('layer_type');
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
  if (inbound === previous?.name && more.length === 0) return;
  const expected = previous
    ? `"${previous.name}" as the only layer before it`
    : 'no layer before the first';
  const received = layer.inbounds.map((name) => `"${name}"`).join(', ');
  fail('fbz/broken-chain', where, expected, received === '' ? 'none' : received);
}
