import { judgesOf, memoryImages } from '../../core/data/imageSet.ts';
import type { InputRange } from '../../core/data/inputRange.ts';
import { partWords } from '../../core/data/splitImages.ts';
import { fail } from '../../core/errors/diagnostic.ts';
import type { Tensor } from '../../core/tensor/tensor.ts';
import { divisionsOf, type Plan } from '../../project/plan.ts';
import type { NetworkView } from '../../project/views/network.ts';
import type { BlobFile } from '../../project/document.ts';
import { fetchSample } from '../actions/openFiles.ts';
import type { Asking } from '../ask.ts';
import { builtInData, type BuiltInData } from '../builtInData.ts';
import { judgeBy } from '../outcome/givenImages.ts';
import { middleRegion, resizePicture, type Picture } from './picture.ts';
import type { SimulationSet, NetworkInput } from './simulationStore.ts';

/** Built-in images by file, once they are read. */
const loaded = new Map<string, SimulationSet>();

/**
 * Built-in images for a network; null where none fit. Images of another size have no labels: the network was made for
 * something else.
 */
export async function samplesFor(
  asking: Asking,
  { input, layers }: NetworkView,
): Promise<SimulationSet | null> {
  const [x, y, c] = input.shape;
  const found = builtInData.find(({ shape }) => shape[2] === c);
  if (input.kind === 'sparse' || !found || x < 2 || y < 2) return null;
  const set = await builtIn(asking, found);
  const classes = layers.at(-1)?.outputShape[2];
  const isMadeFor = set.images.shape[1] === x && set.images.shape[2] === y;
  if (isMadeFor && classes === found.classNames.length) return set;
  return { ...set, labels: null, classNames: null };
}

/** Reads images that the user chose. @throws StudioError data/*, studio/file-unreadable */
export async function readImageSet(
  { studio }: Pick<Asking, 'studio'>,
  files: readonly BlobFile[],
  range: InputRange | null = null,
): Promise<SimulationSet> {
  const images = await studio('readInputs', { files, range });
  return { ...images, name: files.map(({ name }) => name).join(', '), classNames: null };
}

/** Labelled images that the user chose, without those that the open model was trained on here. @throws StudioError data/*, studio/file-unreadable */
export async function readLabelled(
  asking: Asking,
  files: readonly BlobFile[],
  range: InputRange | null = null,
): Promise<SimulationSet> {
  const set = await readImageSet(asking, files, range);
  if (!set.labels) fail('data/unknown-dataset', { file: set.name }, 'images without labels');
  judgeBy(set);
  return unseenImages(set, asking.plan);
}

/** One image of a set. */
export function pictureOf({ images }: SimulationSet, index: number): Picture {
  const [count = 1, height = 1, width = 1, channels = 1] = images.shape;
  const size = images.data.length / count;
  return { height, width, channels, data: images.data.subarray(index * size, (index + 1) * size) };
}

/** What an image of a set is called. */
export function sampleName({ name }: SimulationSet, index: number): string {
  return `Image ${index + 1} of ${name}`;
}

/** One image of a set as the network takes it. */
export function inputOf(set: SimulationSet, index: number, { input }: NetworkView): NetworkInput {
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

/** The test images of a built-in data set, read once. @throws StudioError of the reader */
export async function builtIn(
  asking: Pick<Asking, 'wait' | 'signal' | 'studio'>,
  data: BuiltInData,
): Promise<SimulationSet> {
  const { testFile, testName, classNames } = data;
  const known = loaded.get(testFile);
  if (known) return known;
  const blob = await asking.wait(fetchSample(testFile, asking.signal));
  const images = await readImageSet(asking, [{ name: testFile, blob }]);
  const set = { ...images, name: testName, classNames };
  loaded.set(testFile, set);
  return set;
}

/**
 * The images of a set that judge the model of a plan: where it was trained on this set in the studio, those that were set aside for it,
 * and the name says so. All where it was not.
 * @throws StudioError studio/no-unseen-images where it was trained on all
 */
export async function unseenImages(
  set: SimulationSet,
  plan: Pick<Plan, 'edits'>,
): Promise<SimulationSet> {
  const { labels, images, name } = set;
  const divisions = labels ? divisionsOf([plan], { name, count: labels.length }) : [];
  const last = divisions.at(-1);
  if (!labels || !last) return set;
  const data = { images: memoryImages({ images, labels }), test: null };
  const found = judgesOf(data, last, divisions);
  const { part, chosen } = found ?? fail('studio/no-unseen-images', {}, labels.length);
  return {
    ...set,
    name: `${name} (${partWords(part)})`,
    images: await data.images.read(chosen),
    labels: Int32Array.from(chosen, (index) => labels[index] ?? 0),
  };
}

/** Inputs to measure on, and what they are, for people. */
interface SampleInputs {
  readonly inputs: Tensor<Uint8Array>;
  readonly name: string;
}

/**
 * Inputs for the converted network of the ask's plan: built-in images where some fit, else random pixels, the same every time.
 * @throws StudioError studio/not-converted
 */
export async function sampleInputs(asking: Asking, count: number): Promise<SampleInputs> {
  const network = await asking.studio('describeNetwork', { plan: asking.plan });
  const [x, y, c] = network.input.shape;
  const size = x * y * c;
  const data = new Uint8Array(count * size);
  const inputs = { shape: [count, x, y, c], data };
  const set = await samplesFor(asking, network);
  if (set) {
    for (let i = 0; i < count; i++) data.set(inputOf(set, i, network).pixels, i * size);
    return { inputs, name: `the first ${count} of ${set.name}` };
  }
  const levels = network.input.largest + 1;
  let state = 1;
  for (let i = 0; i < data.length; i++) {
    // The minimal standard generator of Park and Miller, 1988.
    state = (state * 48271) % 0x7fffffff;
    data[i] = Math.floor((state / 0x7fffffff) * levels);
  }
  return { inputs, name: `${count} random inputs` };
}
