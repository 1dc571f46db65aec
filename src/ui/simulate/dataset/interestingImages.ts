import type { DatasetEvaluation } from '../../../project/runs.ts';
import type { ConfusionCell } from './ConfusionMatrix.tsx';

/** Which images of a run to look at. */
export type ImageChoice = 'changed' | 'wrong';

/** One image with what each model took it for. */
export interface JudgedImage {
  readonly index: number;
  readonly float: number | null;
  readonly quantized: number | null;
  readonly spiking: number;
}

/**
 * The images of a run that a choice means.
 *     changed: not all models give the same class        wrong: the spiking model is wrong
 * @param cell  only images of this class that the spiking model took for that one, whatever the choice
 */
export function interestingImages(
  result: DatasetEvaluation,
  labels: Int32Array,
  choice: ImageChoice,
  cell: ConfusionCell | null,
): readonly JudgedImage[] {
  const images: JudgedImage[] = [];
  for (let index = 0; index < result.samples; index++) {
    const spiking = result.spiking.predictions[index] ?? -1;
    const quantized = result.quantized?.predictions[index] ?? null;
    const float = result.float?.predictions[index] ?? null;
    const isChanged = [quantized, float].some((other) => other !== null && other !== spiking);
    const isWanted = cell
      ? cell.label === labels[index] && cell.prediction === spiking
      : choice === 'changed'
        ? isChanged
        : spiking !== labels[index];
    if (isWanted) images.push({ index, float, quantized, spiking });
  }
  return images;
}
