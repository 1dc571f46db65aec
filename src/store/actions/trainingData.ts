import { partWords, divisionOf } from '../../core/data/splitImages.ts';
import { fail, type Diagnostic } from '../../core/errors/diagnostic.ts';
import type { ImageShape } from '../../core/data/imageSet.ts';
import { divisionsOf } from '../../project/plan.ts';
import {
  type DataFile,
  type DataRequest,
  type JudgeImages,
  type Thumbnails,
} from '../../worker/training/contract.ts';
import { ask, type Asking } from '../ask.ts';
import { builtInData, type BuiltInData } from '../builtInData.ts';
import { rangeQuestion, type RangeQuestion } from '../rangeQuestion.ts';
import type { TrainingDataState } from '../slices/finetune.ts';
import { studioStore, type StudioState } from '../studioStore.ts';
import { fetchSample } from './openFiles.ts';

/** What the model takes; null while it has no shape of an image or a vector. */
export function inputShape({ derived }: Pick<StudioState, 'derived'>): ImageShape | null {
  const shape = derived?.graph.layers[0]?.outputShape?.slice(1);
  if (!shape || shape.some((dim) => dim === null)) return null;
  const [first = 1, second, third] = shape as readonly number[];
  if (second === undefined) return [1, 1, first];
  return [first, second, third ?? 1];
}

/** The built-in data set that fits the model; null where none does. */
export function fittingData(state: Pick<StudioState, 'derived'>): BuiltInData | null {
  const shape = inputShape(state);
  return builtInData.find((data) => data.shape.join() === shape?.join()) ?? null;
}

/** Opens a data set that comes with the studio. */
export async function openBuiltIn(data: BuiltInData): Promise<void> {
  const { name, trainingFile, testName, testFile, shape, classNames } = data;
  await opening(name, async ({ wait, signal }) => {
    const [blob, testBlob] = await wait(
      Promise.all([fetchSample(trainingFile, signal), fetchSample(testFile, signal)]),
    );
    const test = { name: testName, files: [{ path: testFile, blob: testBlob }] };
    return { name, files: [{ path: trainingFile, blob }], test, classNames, shape };
  });
}

/** Opens files of the user: an array file, two of them, an archive, or a folder of images. */
export async function openDataFiles(files: readonly File[]): Promise<void> {
  const shape = inputShape(studioStore.getState());
  if (files.length === 0 || !shape) return;
  const chosen = files.map((file): DataFile => ({ path: pathOf(file), blob: file }));
  const name = nameOf(chosen);
  await opening(name, () =>
    Promise.resolve({ name, files: chosen, test: null, classNames: null, shape }),
  );
}

/** Images that judge the model of the plan, and what they are called. */
interface TestImages extends Omit<JudgeImages, 'part' | 'of'> {
  readonly name: string;
  readonly classNames: readonly string[];
}

/** All images of the open data set that judge the model of the plan. @throws StudioError studio/no-training-data */
export async function testImages({ training: call, plan }: Asking): Promise<TestImages> {
  const { training, trainingData } = studioStore.getState();
  if (trainingData.status !== 'open') fail('studio/no-training-data', {}, 'Run the test images');
  const { request, summary } = trainingData;
  const { part, images, labels } = await call('judges', {
    division: divisionOf(training),
    earlier: divisionsOf([plan], summary),
    most: Infinity,
  });
  const of = (part === 'test' && request.test?.name) || request.name;
  const classNames = summary.classes.map(({ name }) => name);
  return { name: `${of} (${partWords(part)})`, images, labels, classNames };
}

/** The range of a data set whose values are no pixels, as a question; null where it failed of something else. */
export function dataQuestion(data: TrainingDataState): RangeQuestion | null {
  if (data.status !== 'failed' || !data.request) return null;
  const { request, name, diagnostics } = data;
  return rangeQuestion(diagnostics, name, (range) => {
    void reopenData({ ...request, range });
  });
}

/** Opens a data set again, as it was asked for before. */
export async function reopenData(request: DataRequest): Promise<void> {
  await opening(request.name, () => Promise.resolve(request));
}

/** A data set that is opened later, or another model, cancels this one. */
async function opening(
  name: string,
  requestOf: (asking: Asking) => Promise<DataRequest>,
): Promise<void> {
  let request: DataRequest | null = null;
  await ask(
    {
      key: 'trainingData',
      about: 'document',
      failed: (diagnostics) => {
        studioStore.setState({ trainingData: { status: 'failed', name, diagnostics, request } });
      },
    },
    async (asking) => {
      request = await requestOf(asking);
      studioStore.setState({ trainingData: { status: 'opening', request } });
      const summary = await asking.training('openData', request);
      studioStore.setState({ trainingData: { status: 'open', request, summary } });
    },
  );
}

/** Some images of every class of the open data set. @param failed  takes what was refused */
export async function loadThumbnails(
  perClass: number,
  failed: (diagnostics: readonly Diagnostic[]) => void,
): Promise<Thumbnails | undefined> {
  return ask({ key: 'thumbnails', about: 'document', failed }, ({ training }) =>
    training('thumbnails', { perClass }),
  );
}

function pathOf(file: File): string {
  return file.webkitRelativePath === '' ? file.name : file.webkitRelativePath;
}

function nameOf(files: readonly DataFile[]): string {
  const [first] = files;
  const folder = first?.path.split('/')[0] ?? '';
  if (files.length <= 2) return files.map(({ path }) => path).join(', ');
  if (first?.path.includes('/')) return folder;
  const list = files.find(({ path }) => /\.[ct]sv$/i.test(path));
  return list?.path ?? `${files.length} files`;
}
