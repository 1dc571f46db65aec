import type { TrainingSettings } from '../project/training/request.ts';
import { divisionOf } from '../core/data/splitImages.ts';
import type { GraphView } from '../project/views/graphView.ts';
import { trainedWith, type Plan, type TrainedData } from '../project/plan.ts';
import { type DataSummary } from '../worker/training/contract.ts';

/** Most and fewest images that models are judged on, where the data set has enough. */
const MOST_IMAGES = 500;
const FEWEST_IMAGES = 100;
/** Multiply-accumulates of one form of a model over all images: the float model runs on one thread, in seconds. */
const OPERATIONS = 1.5e9;

/** Multiply-accumulates of one inference, about: every parameter at every position of its layer's output. */
export function operationsOf({ layers }: Pick<GraphView, 'layers'>): number {
  return layers.reduce((sum, { parameters, outputShape }) => {
    const positions = (outputShape ?? []).slice(1, -1).reduce<number>((a, b) => a * (b ?? 1), 1);
    return sum + parameters * positions;
  }, 0);
}

/** How many images a network is judged on: a large one takes long for each. */
export function imagesToJudge(graph: Pick<GraphView, 'layers'>): number {
  const images = Math.floor(OPERATIONS / Math.max(operationsOf(graph), 1));
  return Math.max(FEWEST_IMAGES, Math.min(MOST_IMAGES, images));
}

/** The images that a training with these settings on this data set learns from. */
export function trainedData(
  { name, count, testCount }: Pick<DataSummary, 'name' | 'count' | 'testCount'>,
  settings: TrainingSettings,
): TrainedData {
  return { name, count, division: testCount === null ? divisionOf(settings) : null };
}

/** Images that the model of a plan was trained or calibrated with. */
export function imagesTrainedWith(plan: Plan): readonly TrainedData[] {
  return trainedWith([plan]);
}

/** Whether two plans have the same float model: trained weights and bits come after it. */
export function haveSameFloat(a: Plan, b: Plan): boolean {
  const before = ({ edits, settings }: Plan) =>
    JSON.stringify([edits.filter(({ kind }) => kind !== 'trained'), { ...settings, bits: null }]);
  return before(a) === before(b);
}
