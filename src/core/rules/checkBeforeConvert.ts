import type { ConvertOptions } from '../convert/convertGraph.ts';
import type { RuleContext, InputOptions } from './context.ts';
import { rules } from './index.ts';
import { diagnosticsOf, type RuleDiagnostic } from './ruleDiagnostic.ts';

const [before, after] = [rules.filter(isBefore), rules.filter((rule) => !isBefore(rule))];

function isBefore({ afterConversion }: (typeof rules)[number]): boolean {
  return afterConversion !== true;
}

/** The violations that stand against conversion, found without converting: design and quantization, no chip, no fixes. */
export function checkBeforeConvert(context: RuleContext): readonly RuleDiagnostic[] {
  return before.flatMap((rule) => diagnosticsOf(rule, context));
}

/** The violations that only the integer model shows: steps too small, potentials too large. */
export function checkConverted(context: RuleContext): readonly RuleDiagnostic[] {
  return after.flatMap((rule) => diagnosticsOf(rule, context));
}

/** The conversion's settings with their defaults. */
export function inputOptions({ inputScaling, inputIsImage = true }: ConvertOptions): InputOptions {
  return inputScaling === undefined ? { inputIsImage } : { inputIsImage, inputScaling };
}
