/**
 * Fine-tuning, apart from the rest of the library: it brings TensorFlow.js with it.
 * @example
 *     await prepareFirstBackend(['webgl', 'wasm', 'cpu']);
 *     const [result] = await runRecipe(graph, recipeOf('8/4/4', 2), datasetSource(training), {
 *       mode: 'chip', validation: datasetSource(validation), schedule: { type: 'cosine' } });
 *     const network = convertModel(result.graph);
 * @module cnn2snn-studio/qat
 */
export { prepareBackend, prepareFirstBackend } from './prepareBackend.ts';
export type { BackendName, BackendOptions } from './prepareBackend.ts';
export { createTrainingGraph } from './trainingGraph.ts';
export type {
  Batch,
  Inference,
  StepOptions,
  StepResult,
  TrainingGraph,
  TrainingGraphOptions,
  TrainingMode,
} from './trainingGraph.ts';
export { createTeacher } from './teacher.ts';
export type { Teacher } from './teacher.ts';
export { trainGraph } from './trainer.ts';
export type { TrainOptions, TrainProgress, TrainResult } from './trainer.ts';
export type { Checkpoint, EpochResult, WeightValues } from './checkpoint.ts';
export { recipeOf, runRecipe } from './runRecipe.ts';
export type { RecipeCheckpoint, RecipeOptions, RecipeStep, RecipeStepResult } from './runRecipe.ts';
export { sparsityOf, sparsityText } from './sparsity.ts';
export type { Sparsity, SparsityKind } from './sparsity.ts';
export { batchCount, datasetSource, splitDataset } from './dataSource.ts';
export type { Augmentation, DataSource, EpochOptions } from './dataSource.ts';
export { evaluateGraph } from './loss.ts';
export type { Distillation, EvaluateGraphOptions as EvaluateOptions, Score } from './loss.ts';
export { applyGradients, initialState } from './optimizers/define.ts';
export { optimizers } from './optimizers/index.ts';
export type { OptimizerName } from './optimizers/index.ts';
export type { Optimizer, OptimizerState } from './optimizers/define.ts';
export { scheduleFactor } from './schedules.ts';
export type { Schedule } from './schedules.ts';
export { calibrateAdaRound } from './adaround/calibrateAdaRound.ts';
export type {
  AdaRoundCalibration,
  AdaRoundOptions,
  RoundingReport,
} from './adaround/calibrateAdaRound.ts';
