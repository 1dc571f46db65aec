import type { AkidaModel } from '../akida/model.ts';
import type { InputScaling } from '../analysis/inputScaling.ts';
import { convertGraph } from '../convert/convertGraph.ts';
import { standsAgainstConversion } from '../convert/convertModel.ts';
import { diagnosticsOfError } from '../errors/diagnostic.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { fixReferenceFor } from '../fixes/index.ts';
import { readChip } from '../map/readChip.ts';
import type { HardwareTarget } from '../targets/define.ts';
import { DEFAULT_TARGET, type TargetChoice } from '../targets/index.ts';
import {
  checkBeforeConvert,
  checkConverted,
  hardwareDiagnostics,
  type RuleDiagnostic,
} from '../rules/ruleDiagnostic.ts';
import { contextOf, inputOptions, type RuleContext } from '../rules/context.ts';
import type { RuleLevel } from '../rules/define.ts';
import { hardwareLayersOfAkida, hardwareLayersOfGraph } from '../rules/hardware/hardwareLayers.ts';

/** How a model is checked. */
export interface CheckOptions {
  /** Chip whose limits count, by its name or as a record of one's own; 'none' checks design and quantization only. Default: 'akd1000'. */
  readonly target?: TargetChoice;
  /** akida_input = scale * keras_input + shift, as for `convertModel`. */
  readonly inputScaling?: InputScaling;
  /** True: uint8 images. False: 4-bit events. Default: true. */
  readonly inputIsImage?: boolean;
}

const LEVELS: readonly RuleLevel[] = ['design', 'quantization', 'hardware'];

/**
 * Every violation of every compatibility rule at once, each on its layer, with the fix where we can perform one.
 * A model is fine when none has severity 'error'. A float model is checked for its design and its geometry; its bits
 * count from the first quantized layer on.
 * @returns in graph order; on one layer design before quantization before hardware
 * @example checkModel(graph, { target: 'akd1000' }).filter((d) => d.severity === 'error')
 * @source docs/reference/compatibility.md#rules-at-a-glance
 */
export function checkModel(
  graph: ModelGraph,
  options: CheckOptions = {},
): readonly RuleDiagnostic[] {
  return checkAndConvert(graph, options).diagnostics;
}

/** What `checkModel` finds, and the converted model it found it on. */
interface CheckedConversion {
  readonly diagnostics: readonly RuleDiagnostic[];
  /** As `convertModel` gives it; null where that would refuse. */
  readonly model: AkidaModel | null;
}

/** `checkModel` and `convertModel` in one: every rule runs once, and the conversion runs once. */
export function checkAndConvert(graph: ModelGraph, options: CheckOptions = {}): CheckedConversion {
  const { diagnostics, model } = findAndConvert(graph, options);
  return { diagnostics: diagnostics.map((d) => withFix(graph, d)), model };
}

/** `checkModel` without a look for fixes, which takes longer than the rules: for who tries many graphs. */
export function checkWithoutFixes(
  graph: ModelGraph,
  options: CheckOptions = {},
): readonly RuleDiagnostic[] {
  return findAndConvert(graph, options).diagnostics;
}

function findAndConvert(graph: ModelGraph, options: CheckOptions): CheckedConversion {
  const target = chipOf(options.target ?? DEFAULT_TARGET);
  const context = contextOf(graph, inputOptions(options), null, target?.generation);
  const found = [...checkBeforeConvert(context)];
  const isReady =
    context.isQuantized && !graph.isDesign && !found.some((d) => d.severity === 'error');
  const { model, problems } = isReady ? tryConvert(context) : NOT_TRIED;
  found.push(...(model ? checkConverted({ ...context, converted: model }) : problems));
  const isConverted = !graph.isDesign && !found.some(standsAgainstConversion);
  if (target) {
    const layers = model ? hardwareLayersOfAkida(model) : hardwareLayersOfGraph(context);
    found.push(...hardwareDiagnostics(layers, target));
  }
  return {
    diagnostics: sorted(graph, found),
    model: isConverted ? model : null,
  };
}

/**
 * Violations of a chip's limits in a converted model.
 * @param target default 'akd1000'
 * @returns in layer order
 * @throws StudioError map/unknown-chip, map/bad-chip
 */
export function checkAkidaModel(
  model: AkidaModel,
  target: TargetChoice = DEFAULT_TARGET,
): readonly RuleDiagnostic[] {
  const chip = chipOf(target);
  return chip ? hardwareDiagnostics(hardwareLayersOfAkida(model), chip) : [];
}

function chipOf(choice: TargetChoice): HardwareTarget | null {
  return choice === 'none' ? null : readChip(choice);
}

interface Attempt {
  readonly model: AkidaModel | null;
  readonly problems: readonly RuleDiagnostic[];
}

const NOT_TRIED: Attempt = { model: null, problems: [] };

/** What conversion itself refuses (a threshold out of range, an open shape) is a finding like any other; so is a fault of ours. */
function tryConvert({ graph, input, generation }: RuleContext): Attempt {
  try {
    return { model: convertGraph(graph, input, generation), problems: [] };
  } catch (error) {
    const problems = diagnosticsOfError(error, 'Convert');
    return { model: null, problems: problems.map((d) => ({ ...d, level: 'quantization' })) };
  }
}

function sorted(graph: ModelGraph, found: readonly RuleDiagnostic[]): readonly RuleDiagnostic[] {
  const order = new Map(graph.layers.map(({ name }, i) => [name, i]));
  const place = (d: RuleDiagnostic): number => order.get(d.where.layer ?? '') ?? -1;
  return [...found].sort(
    (a, b) => place(a) - place(b) || LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level),
  );
}

function withFix(graph: ModelGraph, diagnostic: RuleDiagnostic): RuleDiagnostic {
  const fix = fixReferenceFor(graph, diagnostic);
  return fix ? { ...diagnostic, fix } : diagnostic;
}
