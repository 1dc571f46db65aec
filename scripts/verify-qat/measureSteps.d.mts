import type * as qat from '../../src/core/qat/index.ts';
import type { ModelGraph } from '../../src/core/ir/graph.ts';
import type { quantizeModel } from '../../src/core/quantize/quantizeModel.ts';

/** What is measured, as the library exports it. */
export type MeasuredLibrary = { readonly quantizeModel: typeof quantizeModel } & Pick<
  typeof qat,
  'createTrainingGraph' | 'applyGradients' | 'initialState' | 'optimizers'
>;

/** Milliseconds of a training step. */
export interface StepTime {
  readonly mode: 'float' | 'toolkit' | 'chip';
  readonly best: number;
  readonly median: number;
}

export function measureSteps(
  library: MeasuredLibrary,
  float: ModelGraph,
  options: { readonly batchSize: number; readonly steps: number; readonly warmUp: number },
): Promise<readonly StepTime[]>;
