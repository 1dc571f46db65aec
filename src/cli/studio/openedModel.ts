import { basename, posix } from 'node:path';
import { isStudioError } from '../../core/errors/diagnostic.ts';
import { weightFilesOf } from '../../core/keras/modelFile.ts';
import { readInput, shardPath } from '../files.ts';
import { loadModel } from '../models.ts';

/** Where the server offers the files of the model, below its own address. */
export const OPENED = 'opened/';

/** The model that the command line named, as the server offers it. */
export interface OpenedModel {
  /** The address that opens it, relative to that of the studio. */
  readonly address: string;
  /**
   * The file on disk that has this name below `opened/`; undefined for every other name. Nothing but the model's own
   * files has one, whatever dots and slashes a name holds.
   */
  readonly find: (name: string) => string | undefined;
}

/**
 * Reads the model once, so that a wrong name is told before anything is served.
 * @throws StudioError whatever `inspect` says of the file
 */
export async function openedModel(path: string): Promise<OpenedModel> {
  const loaded = await loadModel(path);
  const hasShards = loaded.kind === 'keras' && loaded.format === 'tfjs-layers';
  const name = basename(path);
  return {
    address: `?model=${OPENED}${encodeURIComponent(name)}`,
    find: (wanted) => {
      if (wanted === name) return path;
      return hasShards ? findShard(path, wanted) : undefined;
    },
  };
}

/** Reads model.json again: it may have been rewritten since, with other weight files. */
function findShard(model: string, wanted: string): string | undefined {
  try {
    const shard = weightFilesOf(readInput(model).bytes).find((path) => addressOf(path) === wanted);
    return shard === undefined ? undefined : shardPath(model, shard);
  } catch (error) {
    // The file is gone by now, or names a weight file outside its folder.
    if (isStudioError(error)) return undefined;
    throw error;
  }
}

/** The path of a weight file as the page asks for it: without `.` and `..`. */
function addressOf(shard: string): string {
  return posix.normalize(shard);
}
