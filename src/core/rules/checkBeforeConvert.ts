import type { AkidaModel } from '../akida/model.ts';
import type { ConvertOptions } from '../convert/convertGraph.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { contextOf, type InputOptions } from './context.ts';
import { rules } from './index.ts';
import { diagnosticsOf, type RuleDiagnostic } from './ruleDiagnostic.ts';

/**
 * The violations that stand against conversion, without converting: design and quantization, no chip, no fixes.
 * `convertModel` refuses a model by these.
 */
export function checkBeforeConvert(
  graph: ModelGraph,
  options: ConvertOptions = {},
): readonly RuleDiagnostic[] {
  const context = contextOf(graph, inputOptions(options));
  return rules.flatMap((rule) => diagnosticsOf(rule, context));
}

/** As `checkBeforeConvert`, with what only the integer model shows (steps too small, potentials too large). */
export function checkConverted(
  graph: ModelGraph,
  model: AkidaModel,
  options: ConvertOptions = {},
): readonly RuleDiagnostic[] {
  const context = contextOf(graph, inputOptions(options), model);
  return rules.flatMap((rule) => diagnosticsOf(rule, context));
}

/** The conversion's settings with their defaults. */
export function inputOptions({ inputScaling, inputIsImage = true }: ConvertOptions): InputOptions {
  return inputScaling === undefined ? { inputIsImage } : { inputIsImage, inputScaling };
}
