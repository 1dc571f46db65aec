import type { AkidaModel } from '../akida/model.ts';
import { geometryOf } from '../akida/shapes.ts';
import { invariant } from '../errors/diagnostic.ts';
import { encodeModel } from './encodeModel.ts';
import { layerToFile } from './layerToFile.ts';
import { packSnappy } from './snappyBlock.ts';

/** Runtimes refuse files that are newer than themselves; every runtime from this version on loads it. */
export const FBZ_VERSION = '2.3.0';

/**
 * Writes an Akida 1.0 model file. The version in the file is always `FBZ_VERSION`.
 * @source docs/reference/fbz-format.md#flatbuffer
 */
export function writeFbz(model: AkidaModel): Uint8Array {
  const geometry = geometryOf(model);
  const layers = model.layers.map((layer, i) => {
    const input = geometry[i]?.input;
    invariant(input, 'a geometry for every layer');
    return layerToFile(layer, input, model.layers[i - 1]?.name);
  });
  return packSnappy(encodeModel({ version: FBZ_VERSION, layers }));
}
