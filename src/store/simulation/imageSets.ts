import { fail } from '../../core/errors/diagnostic.ts';
import { fetchSample } from '../actions/openSample.ts';
import type { Job } from '../ask.ts';
import { builtInData, type BuiltInData } from '../builtInData.ts';
import type { BlobFile } from '../../project/document.ts';
import type { NetworkView } from '../../project/views/network.ts';
import { middleRegion, type Picture } from './pixels/picture.ts';
import { resizePicture } from './pixels/resizePicture.ts';
import type { ImageSet, NetworkInput } from './simulationStore.ts';
import { unseenImages } from './unseenImages.ts';

/** Built-in images by file, once they are read. */
const loaded = new Map<string, ImageSet>();

/**
 * Built-in images for a network; null where none fit. Images of another size have no labels: the network was made for
 * something else.
 */
export async function samplesFor(
  job: Job,
  { input, layers }: NetworkView,
): Promise<ImageSet | null> {
  const [x, y, c] = input.shape;
  const found = builtInData.find(({ shape }) => shape[2] === c);
  if (input.kind === 'sparse' || !found || x < 2 || y < 2) return null;
  const set = await builtIn(job, found);
  const classes = layers.at(-1)?.outputShape[2];
  const isMadeFor = set.images.shape[1] === x && set.images.shape[2] === y;
  if (isMadeFor && classes === found.classNames.length) return set;
  return { ...set, labels: null, classNames: null };
}

/** Reads images that the user chose. @throws StudioError data/*, studio/file-unreadable */
export async function readImageSet(
  { studio }: Pick<Job, 'studio'>,
  files: readonly BlobFile[],
): Promise<ImageSet> {
  const images = await studio('readInputs', { files });
  return { ...images, name: files.map(({ name }) => name).join(', '), classNames: null };
}

/** Labelled images that the user chose, without those that the open model was trained on here. @throws StudioError data/*, studio/file-unreadable */
export async function readLabelled(job: Job, files: readonly BlobFile[]): Promise<ImageSet> {
  const set = await readImageSet(job, files);
  if (!set.labels) fail('data/unknown-dataset', { file: set.name }, 'images without labels');
  return unseenImages(set, job.plan);
}

/** One image of a set. */
export function pictureOf({ images }: ImageSet, index: number): Picture {
  const [count = 1, height = 1, width = 1, channels = 1] = images.shape;
  const size = images.data.length / count;
  return { height, width, channels, data: images.data.subarray(index * size, (index + 1) * size) };
}

/** What an image of a set is called. */
export function sampleName({ name }: ImageSet, index: number): string {
  return `Image ${index + 1} of ${name}`;
}

/** One image of a set as the network takes it. */
export function inputOf(set: ImageSet, index: number, { input }: NetworkView): NetworkInput {
  const [x, y] = input.shape;
  const picture = pictureOf(set, index);
  const fits = picture.height === x && picture.width === y;
  const { data } = fits ? picture : resizePicture(picture, x, y, middleRegion(picture, x, y));
  return {
    pixels: Uint8Array.from(data),
    name: sampleName(set, index),
    label: set.labels?.[index] ?? null,
  };
}

/** The name of a class: the set's, or its number. */
export function className(names: readonly string[] | null | undefined, index: number): string {
  return names?.[index] ?? `class ${index}`;
}

async function builtIn(job: Job, data: BuiltInData): Promise<ImageSet> {
  const { testFile, testName, classNames } = data;
  const known = loaded.get(testFile);
  if (known) return known;
  const blob = await job.wait(fetchSample(testFile, job.signal));
  const images = await readImageSet(job, [{ name: testFile, blob }]);
  const set = { ...images, name: testName, classNames };
  loaded.set(testFile, set);
  return set;
}
