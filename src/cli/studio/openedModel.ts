import { basename, posix, relative, resolve, sep } from 'node:path';
import { writeZip } from '../../core/data/zip.ts';
import { isStudioError } from '../../core/errors/diagnostic.ts';
import { weightFilesOf } from '../../core/keras/modelFile.ts';
import { modelPaths, readInput, readModelInput, shardPath } from '../files.ts';
import { loadModel } from '../models.ts';

/** Where the server offers the files of the model, below its own address. */
export const OPENED = 'opened/';

/** The model that the command line named, as the server offers it. */
export interface OpenedModel {
  /** The address that opens it, relative to that of the studio. */
  readonly address: string;
  /**
   * The file on disk that has this name below `opened/`, or the bytes of an archive of several; undefined for every other name. Nothing but the model's own
   * files has one, whatever dots and slashes a name holds.
   */
  readonly find: (name: string) => string | Uint8Array | undefined;
}

/**
 * Reads the model once, so that a wrong name is told before anything is served.
 * @throws StudioError whatever `inspect` says of the file
 */
export async function openedModel(path: string): Promise<OpenedModel> {
  const loaded = await loadModel(path);
  const [main = path, ...more] = modelPaths(path);
  if (more.length > 0) return archived(path);
  const hasShards = loaded.kind === 'keras' && loaded.format === 'tfjs-layers';
  const name = basename(main);
  return {
    address: `?model=${OPENED}${encodeURIComponent(name)}`,
    find: (wanted) => {
      if (wanted === name) return main;
      return hasShards ? findShard(main, wanted) : undefined;
    },
  };
}

/** A page opens one address: the files of a folder that is a model go to it as one archive. */
function archived(folder: string): OpenedModel {
  const name = `${basename(resolve(folder))}.zip`;
  return {
    address: `?model=${OPENED}${encodeURIComponent(name)}`,
    find: (wanted) => {
      if (wanted !== name) return undefined;
      const files = readModelInput(folder).map(
        (file) => [posixPath(relative(folder, file.name)), file.bytes] as const,
      );
      return writeZip(new Map(files), false);
    },
  };
}

function posixPath(path: string): string {
  return path.split(sep).join(posix.sep);
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
