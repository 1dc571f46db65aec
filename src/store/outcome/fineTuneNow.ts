import { splitCounts } from '../../core/data/splitImages.ts';
import type { BuiltInData } from '../builtInData.ts';
import { studioStore, type StudioState } from '../studioStore.ts';
import { startTraining } from '../actions/training.ts';
import { openBuiltIn } from '../actions/trainingData.ts';
import { enterStage } from '../actions/view.ts';
import { builtInFor } from './judges.ts';
import { trainingSpeed } from './trainingSpeed.ts';

/** The training that one click starts. */
export interface TrainingOffer {
  /** Null: a data set is open already. */
  readonly data: BuiltInData | null;
  /** Images that it learns from. */
  readonly images: number;
  /** About how long it takes here, by the last training in this browser; null before the first. */
  readonly seconds: number | null;
}

/** Whether the present model can be trained on, and with what; null where images have to be chosen first, or nothing can be trained. */
export function trainingOffer(state: StudioState): TrainingOffer | null {
  const { model, derived, trainingData, training } = state;
  if (model?.kind !== 'keras' || !derived?.converted) return null;
  const isOpen = trainingData.status === 'open';
  const data = isOpen ? null : builtInFor(state);
  if (!isOpen && !data) return null;
  const counts = isOpen
    ? trainingData.summary.classes.map(({ count }) => count)
    : builtInCounts(data);
  const hasTests = !isOpen || trainingData.summary.testCount !== null;
  const { validationShare: validation, testShare } = training;
  const images = splitCounts(counts, { validation, test: hasTests ? 0 : testShare }).training;
  const epochs = training.recipe?.reduce((sum, part) => sum + part.epochs, 0) ?? training.epochs;
  const speed = trainingSpeed(derived.graph);
  return { data, images, seconds: speed === null ? null : (images * epochs) / speed };
}

/** As many of every class: a test holds the built-in sets to it. */
function builtInCounts(data: BuiltInData | null): readonly number[] {
  if (!data) return [];
  const { classNames, trainingImages } = data;
  return classNames.map(() => trainingImages / classNames.length);
}

/** Trains the model of the plan with the present settings, on the images that are open or on the built-in ones that it was made for. */
export async function fineTuneNow(): Promise<void> {
  const offer = trainingOffer(studioStore.getState());
  if (!offer) {
    enterStage('finetune');
    return;
  }
  if (offer.data) await openBuiltIn(offer.data);
  const { trainingData } = studioStore.getState();
  // What could not be opened is told under Fine-tune.
  if (trainingData.status === 'open') await startTraining();
  else enterStage('finetune');
}
