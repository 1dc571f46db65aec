import { memoryImages, type ImageSet, type LabelledData } from '../../../core/data/imageSet.ts';
import { isImagePath, labelByFolder, labelByList } from '../../../core/data/labelImageFiles.ts';
import { readTrainingData } from '../../../core/data/readDataset.ts';
import { openZip } from '../../../core/data/zip.ts';
import { fail } from '../../../core/errors/diagnostic.ts';
import { formatShape, sameShape } from '../../../core/tensor/tensor.ts';
import type { DataFile, DataRequest } from '../contract.ts';
import { decodedImages } from './decodeImages.ts';
import { bytesOf, type ImageFile } from './imageFile.ts';
import { rowImages } from './rowImages.ts';

/**
 * Opens labelled images of any kind we read: .npz, two .npy or two idx files (images and labels), a folder or .zip of images by class,
 * or a .csv of paths with the images; and the test images that were chosen with them, or lie in the same .npz.
 * @throws StudioError data/*, qat/image-shape, studio/file-unreadable
 */
export async function openImages(request: DataRequest): Promise<LabelledData> {
  const given = await openFiles(request);
  // A request that an earlier version of the studio kept says nothing about test images.
  const files = request.test?.files ?? [];
  if (files.length === 0) return given;
  const tests = await openFiles({ ...request, files });
  return { images: given.images, test: tests.test ?? tests.images };
}

async function openFiles(request: DataRequest): Promise<LabelledData> {
  const files = await unpacked(request.files);
  const list = files.find(({ path }) => /\.(csv|tsv)$/i.test(path));
  const pictures = files.filter(({ path }) => isImagePath(path));
  if (list) {
    const text = new TextDecoder().decode(await bytesOf(list));
    return alone(decodedImages(labelByList(pictures, text, list.path), request.shape));
  }
  if (pictures.length > 0) return alone(decodedImages(labelByFolder(pictures), request.shape));
  const rows = await rowImages(files, request);
  const data = rows ? alone(rows) : await arrays(files, request);
  for (const set of [data.images, data.test]) if (set) checkShape(set, request);
  return data;
}

const alone = (images: ImageSet): LabelledData => ({ images, test: null });

function checkShape({ shape: received }: ImageSet, { shape: expected }: DataRequest): void {
  // Vectors come as one row of a file, or as images of one pixel: axes of size 1 make no difference.
  if (sameShape(withoutOnes(expected), withoutOnes(received))) return;
  fail('qat/image-shape', {}, formatShape([null, ...expected]), formatShape([null, ...received]));
}

const withoutOnes = (shape: readonly number[]) => shape.filter((dim) => dim !== 1);

/** The files, and in place of a .zip what is in it. */
async function unpacked(files: readonly DataFile[]): Promise<readonly ImageFile[]> {
  const lists = await Promise.all(
    files.map(async ({ path, blob }): Promise<readonly ImageFile[]> => {
      const file = { path, open: () => blob };
      if (!/\.zip$/i.test(path)) return [file];
      const { names, entry } = openZip(await bytesOf(file), path);
      return names.map((name) => ({
        path: name,
        open: () => new Blob([new Uint8Array(entry(name))]),
      }));
    }),
  );
  return lists.flat();
}

async function arrays(
  files: readonly ImageFile[],
  { classNames, range = null }: DataRequest,
): Promise<LabelledData> {
  const read = await Promise.all(
    files.map(async (file) => ({ name: file.path, bytes: await bytesOf(file) })),
  );
  const { training, test } = readTrainingData(read, range);
  return {
    images: memoryImages(training, classNames),
    test: test && memoryImages(test, classNames),
  };
}
