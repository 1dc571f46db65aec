import { fail } from '../../../core/errors/diagnostic.ts';

/** A file of a data set, read when it is needed: from the disk, or out of an archive. */
export interface ImageFile {
  readonly path: string;
  readonly open: () => Blob;
}

/** All bytes of a file. @throws StudioError studio/file-unreadable */
export async function bytesOf({ path, open }: ImageFile): Promise<Uint8Array> {
  try {
    return new Uint8Array(await open().arrayBuffer());
  } catch (error) {
    fail('studio/file-unreadable', { file: path }, String(error));
  }
}
