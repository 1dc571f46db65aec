import type { ImageSet, ImageShape } from '../../../core/data/imageSet.ts';
import { readIdx } from '../../../core/data/readIdx.ts';
import { readNpy, readNpyHeader, startsLikeNpy } from '../../../core/data/readNpy.ts';
import { labelsFrom } from '../../../core/data/readLabels.ts';
import { sizeOf } from '../../../core/tensor/tensor.ts';
import type { DataRequest } from '../contract.ts';
import { bytesOf, type ImageFile } from './imageFile.ts';

/** Arrays of images larger than this are read row by row. */
const STREAMED_FROM_BYTES = 128 * 2 ** 20;
/** Longer than any header of the two formats. */
const HEADER_BYTES = 65536;

interface Rows {
  readonly shape: readonly number[];
  readonly dataOffset: number;
}

/**
 * Two files, one of them a large uncompressed array of uint8 pixels (.npy or idx): its rows are read from the disk as they are asked
 * for.
 * @returns null for anything else
 */
export async function rowImages(
  files: readonly ImageFile[],
  { classNames, range = null }: DataRequest,
  streamedFrom = STREAMED_FROM_BYTES,
): Promise<ImageSet | null> {
  const large = files.find((file) => file.open().size >= streamedFrom);
  const other = files.find((file) => file !== large);
  if (!large || !other || files.length !== 2 || range) return null;
  const blob = large.open();
  const rows = await rowsOf(blob, large.path);
  if (!rows) return null;
  const [count = 0, height = 1, width = 1, channels = 1] = rows.shape;
  const shape: ImageShape = rows.shape.length === 2 ? [1, 1, height] : [height, width, channels];
  const labels = await labelsOf(other, count);
  const size = sizeOf(shape);
  return {
    shape,
    labels,
    classNames,
    inMemory: false,
    read: async (indices) => {
      const data = new Uint8Array(indices.length * size);
      await Promise.all(
        [...indices].map(async (index, i) => {
          const from = rows.dataOffset + index * size;
          data.set(new Uint8Array(await blob.slice(from, from + size).arrayBuffer()), i * size);
        }),
      );
      return { data, shape: [indices.length, ...shape] };
    },
  };
}

async function rowsOf(blob: Blob, file: string): Promise<Rows | null> {
  const bytes = new Uint8Array(await blob.slice(0, HEADER_BYTES).arrayBuffer());
  if (startsLikeNpy(bytes)) {
    const { type, fortranOrder, shape, dataOffset } = readNpyHeader(bytes, { file });
    return type === 'u1' && !fortranOrder ? checked({ shape, dataOffset }, blob.size) : null;
  }
  const [zero, alsoZero, type, axes = 0] = bytes;
  if (zero !== 0 || alsoZero !== 0 || type !== 8 || axes < 2 || axes > 4) return null;
  const view = new DataView(bytes.buffer);
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  return checked({ shape, dataOffset: 4 + 4 * axes }, blob.size);
}

/** Null for a file of another length: reading it whole says what is wrong with it. */
function checked(rows: Rows, bytes: number): Rows | null {
  return rows.dataOffset + sizeOf(rows.shape) === bytes ? rows : null;
}

async function labelsOf(file: ImageFile, count: number): Promise<Int32Array> {
  const bytes = await bytesOf(file);
  const labels = startsLikeNpy(bytes) ? readNpy(bytes, file.path) : readIdx(bytes, file.path);
  return labelsFrom(labels, count, { file: file.path });
}
