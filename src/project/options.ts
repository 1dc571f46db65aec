import type { ConvertOptions } from '../core/convert/convertGraph.ts';
import type { ModelGraph } from '../core/ir/graph.ts';
import type { QuantizeOptions } from '../core/quantize/quantizeModel.ts';
import type { CheckOptions } from '../core/check/checkModel.ts';
import type { BitWidths, ConversionSettings } from './plan.ts';

/** The conversion settings as the core's verbs take them. */
export function convertOptions({ inputScaling, inputKind }: ConversionSettings): ConvertOptions {
  return {
    inputIsImage: inputKind === 'image',
    ...(inputScaling ? { inputScaling: [inputScaling.scale, inputScaling.shift] } : {}),
  };
}

/** The same with the chip, for `checkModel` and `applySafeFixes`. */
export function checkOptions(settings: ConversionSettings): CheckOptions {
  return { ...convertOptions(settings), target: settings.hardware };
}

/** How the whole model is quantized, for `quantizeModel`. Settings of a layer that an edit took away wait until the edit is undone. */
export function quantizeOptions(
  bits: BitWidths,
  { layers, quantizer, foldBatchNorm }: ConversionSettings,
  graph: Pick<ModelGraph, 'layers'>,
): QuantizeOptions {
  const names = new Set(graph.layers.map(({ name }) => name));
  return {
    ...bits,
    layers: Object.fromEntries(Object.entries(layers).filter(([name]) => names.has(name))),
    foldBatchNorm,
    ...(quantizer === null ? {} : { quantizer }),
  };
}
