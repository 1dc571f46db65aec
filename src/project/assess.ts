import type { AkidaModel } from '../core/akida/model.ts';
import { diagnostic, isStudioError } from '../core/errors/diagnostic.ts';
import type { ModelGraph } from '../core/ir/graph.ts';
import { fixReferenceFor } from '../core/fixes/index.ts';
import { quantizeModel } from '../core/quantize/quantizeModel.ts';
import { checkAndConvert } from '../core/check/checkModel.ts';
import { isQuantizedNeural } from '../core/layers/layerGroups.ts';
import type { RuleDiagnostic } from '../core/rules/ruleDiagnostic.ts';
import { checkOptions, quantizeOptions } from './coreOptions.ts';
import type { Problem } from '../worker/methods/contract.ts';
import type { ConversionSettings, Plan } from './plan.ts';
import { replayEdits } from './replayEdits.ts';
import { withReason } from './ruleDocs.ts';
import { trainedModel } from './trainedModels.ts';

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

/** The plan on screen, the one that a preview asks for, and the one before: several methods ask for the same. */
const KEPT = 3;
let kept: { readonly source: ModelGraph; readonly plan: string; readonly value: Derivation }[] = [];

/** Replays a plan on the opened graph. The latest results are kept. */
export function derivation(source: ModelGraph, plan: Plan): Derivation {
  const key = JSON.stringify(plan);
  const known = kept.find((entry) => entry.source === source && entry.plan === key);
  const entry = known ?? { source, plan: key, value: derive(source, plan) };
  kept = [entry, ...kept.filter((other) => other !== entry && other.source === source)];
  kept = kept.slice(0, KEPT);
  return entry.value;
}

function derive(source: ModelGraph, { edits, settings }: Plan): Derivation {
  const edited = replayEdits(source, edits, 'model', settings);
  const trained = withTrained(edits, settings);
  const { quantized, problems } = quantize(trained.graph ?? edited, settings);
  const final = quantized && replayEdits(quantized, edits, 'quantized', settings);
  const { diagnostics: found, model } = checkAndConvert(final ?? edited, checkOptions(settings));
  const isRefused = found.some((d) => d.severity === 'error' && d.level !== 'hardware');
  const rulesFound = found.map((d) => withEdit(edited, d));
  // What quantization refuses is mostly a broken rule, which says it better; the rest must not be lost.
  const others = [...trained.problems, ...problems];
  const diagnostics = isRefused ? [...trained.problems, ...rulesFound] : [...rulesFound, ...others];
  const akida = !isRefused && final?.layers.some(isQuantizedNeural) ? model : null;
  return { edited, quantized: final, akida, diagnostics };
}

/** The last model that was trained here, with the edits that came after it; null without one. */
function withTrained(
  edits: Plan['edits'],
  settings: ConversionSettings,
): { graph: ModelGraph | null; problems: readonly Problem[] } {
  const at = edits.findLastIndex((edit) => edit.kind === 'trained');
  const edit = edits[at];
  if (edit?.kind !== 'trained') return { graph: null, problems: [] };
  const graph = trainedModel(edit.id);
  if (!graph) {
    return { graph: null, problems: [diagnostic('studio/trained-weights-missing', {}, edit.id)] };
  }
  return { graph: replayEdits(graph, edits.slice(at + 1), 'model', settings), problems: [] };
}

/** The fix of a broken design rule is made on the graph before quantization: there it holds for all bits to come. */
function withEdit(edited: ModelGraph, { fix: found, ...broken }: RuleDiagnostic): Problem {
  const problem = withReason(broken);
  const on = problem.level === 'design' ? 'model' : 'quantized';
  const fix = on === 'model' ? fixReferenceFor(edited, broken) : found;
  if (!fix) return problem;
  return { ...problem, fix, edit: { kind: 'fix', on, pass: fix.pass, layer: fix.layer } };
}

function quantize(
  edited: ModelGraph,
  settings: ConversionSettings,
): { quantized: ModelGraph | null; problems: readonly Problem[] } {
  const { bits } = settings;
  if (!bits) return { quantized: edited, problems: [] };
  try {
    const options = quantizeOptions(bits, settings, edited);
    return { quantized: quantizeModel(edited, options), problems: [] };
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return { quantized: null, problems: error.diagnostics };
  }
}
