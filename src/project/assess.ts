import { packedSize, type AkidaModel } from '../core/akida/model.ts';
import { checkAkidaModel, checkAndConvert } from '../core/check/checkModel.ts';
import { diagnostic, diagnosticsOfError, type Diagnostic } from '../core/errors/diagnostic.ts';
import { fixReferenceFor, setsBits } from '../core/fixes/index.ts';
import type { ModelGraph } from '../core/ir/graph.ts';
import type { LoadedModel } from '../core/keras/readModel.ts';
import { isQuantizedNeural } from '../core/layers/layerGroups.ts';
import { quantizeModel } from '../core/quantize/quantizeModel.ts';
import { hardwareRules } from '../core/rules/hardware/index.ts';
import { rules } from '../core/rules/index.ts';
import type { RuleDiagnostic } from '../core/rules/ruleDiagnostic.ts';
import type { StudioDocument } from './document.ts';
import { replayEdits } from './edits.ts';
import { checkOptions, quantizeOptions } from './options.ts';
import type { ConversionSettings, GraphEdit, Plan } from './plan.ts';
import { trainedModel } from './trainedModels.ts';

/** A problem of the model. Those that a compatibility rule found know their level, and a fix where we can perform one. */
export interface Problem
  extends Diagnostic, Partial<Pick<RuleDiagnostic, 'level' | 'subject' | 'fix'>> {
  /** The fix as an edit of the plan: adding it performs the fix. There when `fix` is. */
  readonly edit?: Extract<GraphEdit, { kind: 'fix' }>;
  /** What the broken rule says in general. */
  readonly why?: string;
}

/** What follows from a document and a plan: everything that is shown, said and written comes from here. */
export interface Assessment {
  /** The Keras graph after the user's edits; null for an .fbz. */
  readonly edited: ModelGraph | null;
  /** True: an edit changed what the model computes, so that it must learn anew from the opened one. */
  readonly isChanged: boolean;
  /** The edited graph with the settings' bits, or as it is while none are chosen; null while it cannot be quantized. */
  readonly quantized: ModelGraph | null;
  /** The network for the chip; null while the model does not convert. */
  readonly akida: AkidaModel | null;
  /** Bytes of its weights, thresholds and steps at their bits: see `packedSize`. */
  readonly packedBytes: number | null;
  /** In graph order. */
  readonly diagnostics: readonly Problem[];
}

/** The plan on screen, the one that a preview asks for, and the one before: several views ask for the same. */
const KEPT = 3;
let kept: { readonly loaded: LoadedModel; readonly plan: string; readonly value: Assessment }[] =
  [];

/**
 * Edits, quantizes, checks and converts a document as a plan says, each once. The latest assessments are kept.
 * What refuses the model is among the diagnostics: nothing is thrown for it.
 */
export function assess({ loaded }: Pick<StudioDocument, 'loaded'>, plan: Plan): Assessment {
  const key = JSON.stringify(plan);
  const known = kept.find((entry) => entry.loaded === loaded && entry.plan === key);
  const entry = known ?? { loaded, plan: key, value: work(loaded, plan) };
  kept = [entry, ...kept.filter((other) => other !== entry && other.loaded === loaded)];
  kept = kept.slice(0, KEPT);
  return entry.value;
}

function work(loaded: LoadedModel, plan: Plan): Assessment {
  if (loaded.kind === 'keras') return assessGraph(loaded.graph, plan);
  const { model: akida } = loaded;
  const diagnostics = checkAkidaModel(akida, plan.settings.hardware).map(withReason);
  return { ...withSize(akida), edited: null, isChanged: false, quantized: null, diagnostics };
}

function assessGraph(source: ModelGraph, { edits, settings }: Plan): Assessment {
  const { graph: edited, exact } = replayEdits(source, edits, 'model', settings);
  const trained = lastTrained(edits, settings);
  const { quantized, problems } = quantize(trained.graph ?? edited, settings);
  const final = quantized && replayEdits(quantized, edits, 'quantized', settings).graph;
  // What was mended on the quantized graph is not lost while it cannot be quantized.
  const shown = final ? edited : replayEdits(edited, edits, 'quantized', settings).graph;
  const { diagnostics: found, model } = checkAndConvert(final ?? shown, checkOptions(settings));
  const isRefused = found.some((d) => d.severity === 'error' && d.level !== 'hardware');
  const rulesFound = found.map((d) => withEdit(shown, d));
  // What quantization refuses is mostly a broken rule, which says it better; the rest must not be lost.
  const others = [...trained.problems, ...problems];
  const diagnostics = isRefused ? [...trained.problems, ...rulesFound] : [...rulesFound, ...others];
  const akida = !isRefused && final?.layers.some(isQuantizedNeural) ? model : null;
  return { ...withSize(akida), edited: shown, isChanged: !exact, quantized: final, diagnostics };
}

function withSize(akida: AkidaModel | null): Pick<Assessment, 'akida' | 'packedBytes'> {
  return { akida, packedBytes: akida && packedSize(akida) };
}

/** The last model that was trained here, with the edits that came after it; null without one. */
function lastTrained(
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
  return { ...replayEdits(graph, edits.slice(at + 1), 'model', settings), problems: [] };
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
    return { quantized: null, problems: diagnosticsOfError(error, 'Quantize') };
  }
}

/** Whatever is no matter of bits is mended on the graph before quantization: there it holds for all bits to come. */
function withEdit(edited: ModelGraph, { fix: found, ...broken }: RuleDiagnostic): Problem {
  const problem = withReason(broken);
  const before = fixReferenceFor(edited, broken);
  const on = before && !setsBits(before.pass) ? 'model' : 'quantized';
  const fix = on === 'model' ? before : found;
  if (!fix) return problem;
  return { ...problem, fix, edit: { kind: 'fix', on, pass: fix.pass, layer: fix.layer } };
}

const reasons = new Map<string, string>(
  [...rules, ...hardwareRules].map(({ id, doc }) => [`rule/${id}`, doc]),
);

/** Adds what the broken rule says in general: the reason behind the finding. */
function withReason(found: RuleDiagnostic): Problem {
  const why = reasons.get(found.code);
  return why === undefined ? found : { ...found, why };
}
