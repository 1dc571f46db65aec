import { inputScalingOf } from '../../core/analysis/inputScaling.ts';
import { convertModel } from '../../core/convert/convertModel.ts';
import type { Activity } from '../../core/cost/activity.ts';
import { dataParts, type DataPart, type LabelledData } from '../../core/data/imageSet.ts';
import { divisionOf } from '../../core/data/splitImages.ts';
import type { ModelGraph } from '../../core/ir/graph.ts';
import {
  blankPixel,
  imageSource,
  type Augmentation,
  type DataSource,
} from '../../core/qat/dataSource.ts';
import type { RecipeOptions, RecipeStep, RecipeStepResult } from '../../core/qat/runRecipe.ts';
import { effortOf } from '../effort.ts';
import { convertOptions, quantizeOptions } from '../options.ts';
import type { ConversionSettings } from '../plan.ts';
import type { PartResult, TrainingRequest, TrainingSettings } from './request.ts';

/** Options of `runRecipe`, the same for the page and the command line. */
export function recipeOptions(
  settings: TrainingSettings,
  conversion: ConversionSettings,
  teacher: ModelGraph | null,
): RecipeOptions {
  const { mode, optimizer, schedule, learningRate, batchSize, seed, patience } = settings;
  return {
    ...{ mode, optimizer, learningRate, batchSize, seed, schedule: { type: schedule } },
    ...(patience === null ? {} : { patience }),
    convert: convertOptions(conversion),
    fitActivations: settings.fitActivations,
    sparsity: settings.sparsity ?? null,
    ...(settings.distillation && teacher ? { teacherGraph: teacher } : {}),
  };
}

/** The steps of `runRecipe`: the parts of the recipe, or one at the bits that the model has. */
export function recipeSteps(
  { recipe, epochs }: Pick<TrainingSettings, 'recipe' | 'epochs'>,
  conversion: ConversionSettings,
  graph: ModelGraph,
): readonly RecipeStep[] {
  if (!recipe) return [{ quantize: null, epochs }];
  return recipe.map((part) => ({
    quantize: quantizeOptions(part.bits, conversion, graph),
    epochs: part.epochs,
  }));
}

/** How images are varied during training. Cells that a shift leaves empty get the pixel that the model sees as 0. */
export function augmentationOf(
  { flip, shift }: Pick<TrainingSettings, 'flip' | 'shift'>,
  conversion: ConversionSettings,
  graph: ModelGraph,
): Augmentation {
  const scaling = inputScalingOf(graph, convertOptions(conversion).inputScaling);
  return { flip, shift, fill: blankPixel(scaling) };
}

/** The images that train and those that the best epoch is chosen by. */
export function trainingSources(
  { settings, quantized, conversion }: TrainingRequest,
  data: LabelledData,
): { readonly training: DataSource; readonly validation: DataSource | null } {
  const { training, validation } = dataParts(data, divisionOf(settings));
  return {
    training: source(training, augmentationOf(settings, conversion, quantized)),
    validation: validation.chosen.length > 0 ? source(validation) : null,
  };
}

function source({ images, chosen }: DataPart, augmentation?: Augmentation): DataSource {
  return imageSource(images, chosen, augmentation);
}

/** The results of the parts of a recipe. */
export function partResults(
  results: readonly RecipeStepResult[],
  request: TrainingRequest,
): readonly PartResult[] {
  return results.map((result, part) => {
    const { history, epoch, accuracyBefore } = result;
    const kept = history.find((one) => one.epoch === epoch);
    return {
      bits: bitsOfPart(part, request),
      before: accuracyBefore,
      after: kept?.validationAccuracy ?? null,
      effort: effortOfStep(result, request.conversion),
      epoch: Math.floor(epoch),
    };
  });
}

/** What an inference takes before a step of a recipe and after it; null where it was not measured. */
export function effortOfStep(
  { graph, activityBefore, activityAfter }: RecipeStepResult,
  conversion: ConversionSettings,
): NonNullable<PartResult['effort']> | null {
  if (!activityBefore || !activityAfter) return null;
  // Training moves weights alone: both networks lie on the chip in the same way.
  const network = convertModel(graph, convertOptions(conversion));
  const of = (activity: Activity) => effortOf(network, activity, conversion.hardware);
  return { before: of(activityBefore), after: of(activityAfter) };
}

/** The bits that a part of the recipe trains at. */
export function bitsOfPart(
  part: number,
  { settings, bits }: Pick<TrainingRequest, 'settings' | 'bits'>,
): PartResult['bits'] {
  return settings.recipe?.[part]?.bits ?? bits;
}
