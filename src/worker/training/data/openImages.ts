import { memoryImages, type ImageSet } from '../../../core/data/imageSet.ts';
import { isImagePath, labelByFolder, labelByList } from '../../../core/data/labelImageFiles.ts';
import { readDataset } from '../../../core/data/readDataset.ts';
import { openZip } from '../../../core/data/zip.ts';
import { fail } from '../../../core/errors/diagnostic.ts';
import { formatShape, sameShape } from '../../../core/tensor/tensor.ts';
import type { DataFile, DataRequest } from '../contract.ts';
import { decodedImages } from './decodeImages.ts';
import { bytesOf, type ImageFile } from './imageFile.ts';
import { rowImages } from './rowImages.ts';

/**
 * Opens labelled images of any kind we read: .npz, two .npy or two idx files (images and labels), a folder or .zip of images by class,
 * or a .csv of paths with the images.
 * @throws StudioError data/*, qat/image-shape, studio/file-unreadable
 */
export async function openImages(request: DataRequest): Promise<ImageSet> {
  const files = await unpacked(request.files);
  const list = files.find(({ path }) => /\.(csv|tsv)$/i.test(path));
  const pictures = files.filter(({ path }) => isImagePath(path));
  if (list) {
    const text = new TextDecoder().decode(await bytesOf(list));
    return decodedImages(labelByList(pictures, text, list.path), request.shape);
  }
  if (pictures.length > 0) return decodedImages(labelByFolder(pictures), request.shape);
  const images = (await rowImages(files, request)) ?? (await arrays(files, request));
  const [height, width, channels] = images.shape;
  const [expected, received] = [request.shape, [height, width, channels]];
  // Vectors come as one row of a file, or as images of one pixel: axes of size 1 tell nothing.
  if (!sameShape(withoutOnes(expected), withoutOnes(received))) {
    fail('qat/image-shape', {}, formatShape([null, ...expected]), formatShape([null, ...received]));
  }
  return images;
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

async function arrays(files: readonly ImageFile[], request: DataRequest): Promise<ImageSet> {
  const read = await Promise.all(
    files.map(async (file) => ({ name: file.path, bytes: await bytesOf(file) })),
  );
  return memoryImages(readDataset(read), request.classNames);
}
