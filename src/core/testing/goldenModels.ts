import type { AkidaModel } from '../akida/model.ts';
import { readFbz } from '../fbz/readFbz.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { readModel } from '../keras/readModel.ts';
import { goldenFile } from './golden.ts';

/** A golden Keras model by its path inside the golden directory. */
export async function readGoldenKeras(path: string): Promise<ModelGraph> {
  const loaded = await readModel([{ name: path, bytes: goldenFile(path) }]);
  if (loaded.kind !== 'keras') throw new Error(`${path} is not a Keras model`);
  return loaded.graph;
}

/** A golden .fbz by its path inside the golden directory. */
export function readGoldenFbz(path: string): AkidaModel {
  return readFbz(goldenFile(path), path);
}
