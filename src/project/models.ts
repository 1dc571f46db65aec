import type { AkidaModel } from '../core/akida/model.ts';
import type { InputScaling } from '../core/analysis/inputScaling.ts';
import { standsAgainstConversion } from '../core/convert/convertModel.ts';
import { fail, StudioError } from '../core/errors/diagnostic.ts';
import { needWeights, type ModelGraph } from '../core/ir/graph.ts';
import { isQuantizedNeural } from '../core/layers/layerGroups.ts';
import type { TargetChoice } from '../core/targets/index.ts';
import { assess, type Assessment } from './assess.ts';
import type { StudioDocument } from './document.ts';
import type { Plan } from './plan.ts';

/**
 * The network for the chip that a plan gives; an opened .fbz is one already.
 * @param task what needs it, for the error
 * @throws StudioError studio/not-converted, graph/no-weights for a design
 */
export function convertedModel(document: StudioDocument, plan: Plan, task: string): AkidaModel {
  if (document.loaded.kind === 'keras') needWeights(document.loaded.graph, task);
  return assess(document, plan).akida ?? fail('studio/not-converted', {}, task);
}

/** The network for the chip. @throws StudioError with everything that stands against the conversion */
export function convertedOrRefused({ edited, akida, diagnostics }: Assessment): AkidaModel {
  if (akida) return akida;
  if (edited) needWeights(edited, 'Convert');
  const errors = diagnostics.filter((d) => standsAgainstConversion(d) && d.level !== 'hardware');
  throw new StudioError(
    errors.map(({ why, edit, rewrite, ...problem }) => ({ ...problem, severity: 'error' })),
  );
}

/** One model in its three forms, as far as they are known. */
export interface ModelTrio {
  /** Null when the opened model was quantized already, or converted. */
  readonly float: ModelGraph | null;
  /** Null when the opened model was converted already. */
  readonly quantized: ModelGraph | null;
  readonly spiking: AkidaModel;
  /** For Keras models without a Rescaling layer. */
  readonly inputScaling: InputScaling;
  /** The chip that the plan is for. */
  readonly hardware: TargetChoice;
}

/**
 * The float, quantized and spiking form of the open model under a plan.
 * @param task what needs them, for the error
 * @throws StudioError studio/not-converted, graph/no-weights for a design
 */
export function modelTrio(document: StudioDocument, plan: Plan, task: string): ModelTrio {
  const spiking = convertedModel(document, plan, task);
  const { edited, quantized } = assess(document, plan);
  const scaling = plan.settings.inputScaling;
  const float = edited?.layers.some(isQuantizedNeural) ? null : edited;
  return {
    float,
    quantized,
    spiking,
    inputScaling: scaling ? [scaling.scale, scaling.shift] : [1, 0],
    hardware: plan.settings.hardware,
  };
}
