/**
 * The library: Keras CNNs to spiking networks for Akida 1.0, exact to the integer. Bytes in, bytes out; runs in Node and browsers.
 * Everything that refuses its input throws a StudioError with one or more diagnostics.
 * @example
 *     const loaded = await readModel([{ name: 'model.h5', bytes }]);
 *     if (loaded.kind !== 'keras') throw new Error('not a Keras model');
 *     const quantized = quantizeModel(loaded.graph, { inputWeightBits: 8, weightBits: 4, activationBits: 4 });
 *     const network = convertModel(quantized);
 *     const { predict, layers } = await simulate(network, images);
 *     const fbz = writeFbz(network);
 * @module cnn2snn-studio
 */
export { StudioError, isStudioError } from './errors/diagnostic.ts';
export type { Diagnostic, ErrorCode, Severity, Where } from './errors/diagnostic.ts';

export { tensor } from './tensor/tensor.ts';
export type { NumericArray, Shape, Tensor } from './tensor/tensor.ts';
export type { LayerNode, ModelGraph, TensorRef, WeightMap } from './ir/graph.ts';
export type {
  AkidaActivation,
  AkidaLayer,
  AkidaModel,
  AkidaPooling,
  ConvolutionalLayer,
  FullyConnectedLayer,
  InputConvolutionalLayer,
  InputDataLayer,
  NeuralAkidaLayer,
  QuantizerLayer,
  SeparableConvolutionalLayer,
} from './akida/model.ts';

export { readModel } from './keras/readModel.ts';
export type { AkidaFile, KerasModel, LoadedModel, ModelFile } from './keras/readModel.ts';
export { writeKerasH5 } from './keras/writeKerasH5.ts';
export { pythonSource } from './keras/pythonSource.ts';
export type { PythonSource } from './keras/pythonSource.ts';
export { readFbz } from './fbz/readFbz.ts';
export { writeFbz } from './fbz/writeFbz.ts';
export { readNpy, readNpz } from './data/readNpy.ts';
export { writeNpy, writeNpz } from './data/writeNpy.ts';
export { readIdx } from './data/readIdx.ts';
export { readDataset } from './data/readDataset.ts';
export type { Dataset, NamedFile } from './data/readDataset.ts';
export { readSamples } from './data/readSamples.ts';

export { describeModel } from './analysis/describeModel.ts';
export type { LayerDescription, ModelDescription } from './analysis/describeModel.ts';
export { checkAkidaModel, checkModel } from './check/checkModel.ts';
export type { CheckOptions } from './check/checkModel.ts';
export type { FixReference, RuleDiagnostic } from './rules/ruleDiagnostic.ts';
export type { RuleLevel } from './rules/define.ts';
export { targets } from './targets/index.ts';
export type { CustomChip } from './targets/custom.ts';
export type { ChipChoice, ChipId, TargetChoice, TargetId } from './targets/index.ts';
export { applyFix, fixesFor, planFix } from './fixes/index.ts';
export type { PlannedFix } from './fixes/index.ts';
export { applySafeFixes } from './check/applySafeFixes.ts';
export type { SafeFixes } from './check/applySafeFixes.ts';
export { makeConvertible } from './check/makeConvertible.ts';
export type { AppliedFix, Repair, RepairedModel, RepairOptions } from './check/makeConvertible.ts';
export { reshapeModel } from './passes/reshapeModel.ts';
export { sequentializeModel } from './passes/sequentialize.ts';

export { quantizeLayer, quantizeModel } from './quantize/quantizeModel.ts';
export type { LayerQuantization, QuantizeOptions } from './quantize/quantizeModel.ts';
export { calibrateBias } from './calibrate/calibrateBias.ts';
export { calibrateLevels } from './calibrate/fitActivations.ts';
export type { Calibration, CalibrationReport } from './calibrate/calibrateBias.ts';
export { convertModel } from './convert/convertModel.ts';
export type { ConvertOptions } from './convert/convertGraph.ts';
export { verifyConversion } from './convert/verifyConversion.ts';
export type { VerifiedConversion } from './convert/verifyConversion.ts';
export type { InputScaling } from './analysis/inputScaling.ts';
export { mapModel } from './map/mapModel.ts';
export type {
  MappedLayer,
  Mapping,
  MappingMode,
  MappingOptions,
  MappingProblem,
  ProcessorCounts,
} from './map/mapModel.ts';
export type {
  LayerMapping,
  MappedProcessor,
  MappingRuntime,
  ProcessorType,
} from './map/mappable.ts';

export { estimateCost, powerAt } from './cost/estimateCost.ts';
export type { CostEstimate, LayerCost } from './cost/estimateCost.ts';
export type { Estimate } from './cost/estimate.ts';
export { activityOfRun, sparserActivity, uniformActivity } from './cost/activity.ts';
export type { Activity } from './cost/activity.ts';

export { trainingFolder } from './trainingFolder/trainingFolder.ts';
export type { TrainingFolderOptions } from './trainingFolder/trainingFolder.ts';

export { simulate, createSimulator } from './simulate/simulator.ts';
export type {
  SimulateOptions,
  RunOptions as SimulatorRunOptions,
  Simulator,
} from './simulate/simulator.ts';
export type { LayerResult, SimulationResult } from './simulate/engine.ts';
export { pruneModel } from './prune/pruneModel.ts';
export type { PrunedLayer, PrunedModel } from './prune/pruneModel.ts';
export { createRunner, runGraph } from './forward/runner.ts';
export type { ForwardOptions as RunOptions, RunResult, Runner } from './forward/runner.ts';
export { compareModels } from './forward/compareModels.ts';
export type {
  CompareOptions,
  FirstDifference,
  LayerComparison,
  ModelComparison,
} from './forward/compareModels.ts';
export { topClasses } from './forward/classes.ts';
export { evaluateModel } from './forward/evaluateModel.ts';
export type { EvaluatedModel, EvaluateOptions, Evaluation } from './forward/evaluateModel.ts';
