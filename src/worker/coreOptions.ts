import type { ConvertOptions } from '../core/convert/convertGraph.ts';
import type { CheckOptions } from '../core/rules/checkModel.ts';
import type { ConversionSettings } from './plan.ts';

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
