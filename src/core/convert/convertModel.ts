import type { AkidaModel } from '../akida/model.ts';
import { StudioError, type Diagnostic } from '../errors/diagnostic.ts';
import { needWeights, type ModelGraph } from '../ir/graph.ts';
import { checkBeforeConvert, checkConverted } from '../rules/ruleDiagnostic.ts';
import { contextOf, inputOptions } from '../rules/context.ts';
import { convertGraph, type ConvertOptions } from './convertGraph.ts';

/**
 * Converts a quantized Keras model to the integer network of an Akida 1.0 chip.
 * @param graph serial, quantized; Dropout, BatchNormalization and pool order are taken care of
 * @throws StudioError with every compatibility rule that stands against the conversion, or the convert/... error of a
 *         value; graph/no-weights for a design. Limits of one chip are no reason to refuse: `checkModel` reports them
 * @example convertModel(quantized, { inputScaling: [255, 0] })
 * @source docs/reference/integer-semantics.md#convert
 */
export function convertModel(graph: ModelGraph, options: ConvertOptions = {}): AkidaModel {
  needWeights(graph, 'Convert');
  const context = contextOf(graph, inputOptions(options));
  refuse(checkBeforeConvert(context));
  const model = convertGraph(graph, options);
  refuse(checkConverted({ ...context, converted: model }));
  return model;
}

/** A model that is all float is no error to `checkModel` (it is simply not there yet); to a conversion it is one. */
export function standsAgainstConversion({ severity, code }: Diagnostic): boolean {
  return severity === 'error' || code === 'rule/quantization-missing';
}

function refuse(found: readonly Diagnostic[]): void {
  const errors = found.filter(standsAgainstConversion);
  if (errors.length === 0) return;
  throw new StudioError(errors.map((problem) => ({ ...problem, severity: 'error' })));
}
