import { rangeQuestion, type RangeQuestion } from '../rangeQuestion.ts';
import type { TrainingDataState } from '../slices/finetune.ts';
import { reopenData } from './trainingData.ts';

/** The range of a data set whose values are no pixels, as a question; null where it failed of something else. */
export function dataQuestion(data: TrainingDataState): RangeQuestion | null {
  if (data.status !== 'failed' || !data.request) return null;
  const { request, name, diagnostics } = data;
  return rangeQuestion(diagnostics, name, (range) => {
    void reopenData({ ...request, range });
  });
}
