import { memoryImages, spread, type ImageSet } from '../../core/data/imageSet.ts';
import { describePart, divisionOf } from '../../core/data/splitImages.ts';
import { seededRandom, shuffle } from '../../core/tensor/seededRandom.ts';
import { divisionsOf, type Plan } from '../../project/plan.ts';
import type { GraphView } from '../../project/views/graphView.ts';
import type { JudgesHandle } from '../../worker/contract.ts';
import { newId } from '../../worker/newId.ts';
import { fittingData, inputShape } from '../actions/trainingData.ts';
import type { Asking } from '../ask.ts';
import { builtInData, type BuiltInData } from '../builtInData.ts';
import { imagesToJudge } from '../judging.ts';
import { builtIn, unseenImages } from '../simulation/imageSets.ts';
import { givenImages, type GivenImages } from './givenImages.ts';
import type { JudgesInfo } from '../slices/outcome.ts';
import { studioStore, type StudioState } from '../studioStore.ts';

/** Images that judge every change of a plan, and what they are. */
export interface Judges {
  readonly handle: JudgesHandle;
  readonly info: JudgesInfo;
}

/** Enough to tell three points from chance; a change is measured on them while the user looks. */
const MOST_IMAGES = 200;

/** The last images that were asked for: they stay the same object for the worker as long as nothing about them changes. */
let kept: { readonly key: string; readonly judges: Judges | null } | null = null;
/**
 * The images to judge the present plan by, none of which its model was trained on here: of the data set that is open for training,
 * else those that the user gave to be run, else the built-in ones that fit the model's shapes. Null where there are none.
 * @throws StudioError of reading them
 */
export async function judgesFor(asking: Asking): Promise<Judges | null> {
  const state = studioStore.getState();
  const { document, trainingData, derived } = state;
  const most = Math.min(MOST_IMAGES, derived ? imagesToJudge(derived.graph) : MOST_IMAGES);
  const found = sourceOf(state, asking.plan);
  const key = [document ?? '', found?.key ?? '', most].join('\n');
  if (kept?.key === key) return kept.judges;
  const judges = found && (await found.read(asking, most));
  // Another training set may have been opened while this one was read.
  if (studioStore.getState().trainingData === trainingData) kept = { key, judges };
  return judges;
}

interface Source {
  readonly key: string;
  readonly read: (asking: Asking, most: number) => Promise<Judges | null>;
}

function sourceOf(state: StudioState, plan: Plan): Source | null {
  const { trainingData, document } = state;
  const testName = trainingData.status === 'open' ? trainingData.request.test?.name : undefined;
  const ofTraining = builtInData.find((data) => data.testName === testName);
  if (trainingData.status === 'open' && !ofTraining) return openSource(state, trainingData, plan);
  const given = givenImages(document);
  if (given && given.set.images.shape.slice(1).join() === inputShape(state)?.join()) {
    return givenSource(given, plan);
  }
  const data = ofTraining ?? builtInFor(state);
  return data && builtInSource(data);
}

/** The built-in images that an open model was made for, as far as its shapes tell. */
export function builtInFor(state: Pick<StudioState, 'derived'>): BuiltInData | null {
  const data = fittingData(state);
  return data && classesOf(state.derived?.graph) === data.classNames.length ? data : null;
}

function classesOf(graph: Pick<GraphView, 'layers'> | undefined): number | null {
  const shape = graph?.layers.at(-1)?.outputShape?.slice(1);
  const classes = shape?.at(-1) ?? null;
  return shape?.slice(0, -1).every((dim) => dim === 1) === true ? classes : null;
}

function openSource(
  { training }: Pick<StudioState, 'training'>,
  { request, summary }: Extract<StudioState['trainingData'], { status: 'open' }>,
  plan: Plan,
): Source {
  const division = divisionOf(training);
  const earlier = divisionsOf([plan], summary);
  return {
    key: JSON.stringify([request.name, summary.count, summary.testCount, division, earlier]),
    read: async (asking, most) => {
      const found = await asking.training('judges', { division, earlier, most });
      const name = (found.part === 'test' && request.test?.name) || request.name;
      const what = describePart(found.part, found.labels.length, found.of);
      const images = memoryImages(found);
      return judgesIn(images, allOf(images), `${what}, ${name}`, false);
    },
  };
}

function givenSource({ set, id }: GivenImages, plan: Plan): Source {
  const earlier = divisionsOf([plan], { name: set.name, count: set.labels?.length ?? 0 });
  return {
    key: JSON.stringify([id, earlier]),
    read: async (_, most) => {
      const { images, labels, name } = await unseenImages(set, plan);
      const unseen = memoryImages({ images, labels: labels ?? new Int32Array(0) });
      return judgesIn(unseen, spread(allOf(unseen), most), name, false);
    },
  };
}

function builtInSource(data: BuiltInData): Source {
  return {
    key: data.testFile,
    read: async (asking, most) => {
      const { images, labels, name } = await builtIn(asking, data);
      const set = memoryImages({ images, labels: labels ?? new Int32Array(0) });
      return judgesIn(set, spread(allOf(set), most), name, true);
    },
  };
}

const allOf = ({ labels }: Pick<ImageSet, 'labels'>) => Uint32Array.from(labels.keys());

/** Hands some images over in a random order that is the same every time: files are often sorted by class, and the first few count. */
async function judgesIn(
  set: ImageSet,
  chosen: Uint32Array,
  name: string,
  isBuiltIn: boolean,
): Promise<Judges | null> {
  if (chosen.length === 0) return null;
  const order = chosen.slice();
  shuffle(order, seededRandom(1));
  const { data, shape } = await set.read(order);
  const id = newId();
  return {
    handle: {
      id,
      images: new Blob([data as Uint8Array<ArrayBuffer>]),
      shape,
      labels: Int32Array.from(order, (index) => set.labels[index] ?? 0),
    },
    info: { id, name, images: order.length, isBuiltIn },
  };
}
