import type { AkidaModel } from '../core/akida/model.ts';
import { convertModel, type ConvertOptions } from '../core/convert/convertModel.ts';
import { isStudioError } from '../core/errors/diagnostic.ts';
import type { ModelGraph } from '../core/ir/graph.ts';
import { quantizeModel } from '../core/quantize/quantizeModel.ts';
import { checkModel } from '../core/rules/checkModel.ts';
import { isQuantizedNeural } from '../core/rules/layerGroups.ts';
import type { Problem } from './methods/contract.ts';
import type { ConversionSettings, Plan } from './plan.ts';

/** What follows from an opened graph and a plan, step by step. */
export interface Derivation {
  /** The graph after the user's edits. */
  readonly edited: ModelGraph;
  /** The edited graph with the settings' bits, or as it is while none are chosen; null while it cannot be quantized. */
  readonly quantized: ModelGraph | null;
  /** The network for the chip; null while the model does not convert. */
  readonly akida: AkidaModel | null;
  readonly diagnostics: readonly Problem[];
}

let last: { source: ModelGraph; plan: string; value: Derivation } | null = null;

/** Replays a plan on the opened graph. The latest result is kept: several methods ask for the same one. */
export function derivation(source: ModelGraph, plan: Plan): Derivation {
  const key = JSON.stringify(plan);
  if (last?.source === source && last.plan === key) return last.value;
  const value = derive(source, plan);
  last = { source, plan: key, value };
  return value;
}

/** The conversion settings as the core's verbs take them. */
export function convertOptions({ inputScaling, inputKind }: ConversionSettings): ConvertOptions {
  return {
    inputIsImage: inputKind === 'image',
    ...(inputScaling ? { inputScaling: [inputScaling.scale, inputScaling.shift] } : {}),
  };
}

function derive(source: ModelGraph, { settings }: Plan): Derivation {
  const edited = source;
  const { quantized, problems } = quantize(edited, settings);
  const options = convertOptions(settings);
  const found = checkModel(quantized ?? edited, { ...options, target: settings.hardware });
  const isRefused = found.some((d) => d.severity === 'error' && d.level !== 'hardware');
  // What quantization refuses is mostly a broken rule, which says it better; the rest must not be lost.
  const diagnostics: Problem[] = isRefused ? [...found] : [...found, ...problems];
  const isReady = !isRefused && quantized?.layers.some(isQuantizedNeural);
  const akida = quantized && isReady ? convert(quantized, options) : null;
  return { edited, quantized, akida, diagnostics };
}

function quantize(
  edited: ModelGraph,
  { bits, layers, quantizer, foldBatchNorm }: ConversionSettings,
): { quantized: ModelGraph | null; problems: readonly Problem[] } {
  if (!bits) return { quantized: edited, problems: [] };
  try {
    const options = { ...bits, layers, quantizer, foldBatchNorm };
    return { quantized: quantizeModel(edited, options), problems: [] };
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return { quantized: null, problems: error.diagnostics };
  }
}

/** Null where conversion refuses a value; `checkModel` reports it. */
function convert(quantized: ModelGraph, options: ConvertOptions): AkidaModel | null {
  try {
    return convertModel(quantized, options);
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return null;
  }
}
