import type { TrainedData } from '../../../project/plan.ts';

/** One line for every set, and every way to divide it, that the model was trained or calibrated with in the studio. */
export function trainingImages(
  trained: readonly TrainedData[],
): readonly (readonly [string, string])[] {
  return [...new Set(trained.map(describe))].map((text) => ['Trained or calibrated with', text]);
}

function describe({ name, count, division }: TrainedData): string {
  if (!division) return `${name}; tested on images of their own`;
  const { validation, test, seed } = division;
  const percent = (share: number) => `${Number((100 * share).toFixed(1))} %`;
  const rest = percent(1 - validation - test);
  return `${count} images of ${name}: ${rest} to train, ${percent(validation)} to validate, ${percent(test)} to test (seed ${seed})`;
}
