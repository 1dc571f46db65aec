import type { AkidaModel } from '../core/akida/model.ts';
import type { InputScaling } from '../core/analysis/inputScaling.ts';
import type { ModelGraph } from '../core/ir/graph.ts';
import { isQuantizedNeural } from '../core/layers/layerGroups.ts';
import { convertedModel } from './convertedModel.ts';
import { derivation } from './assess.ts';
import type { StudioDocument } from './document.ts';
import type { Plan } from './plan.ts';

/** One model in its three forms, those that are known. */
export interface ModelTrio {
  /** Null when the opened model was quantized already, or converted. */
  readonly float: ModelGraph | null;
  /** Null when the opened model was converted already. */
  readonly quantized: ModelGraph | null;
  readonly spiking: AkidaModel;
  /** For Keras models without a Rescaling layer. */
  readonly inputScaling: InputScaling;
}

/**
 * The float, quantized and spiking form of the open model under a plan.
 * @param task what needs them, for the error
 * @throws StudioError studio/not-converted
 */
export function modelTrio(document: StudioDocument, plan: Plan, task: string): ModelTrio {
  const spiking = convertedModel(document, plan, task);
  const { loaded } = document;
  const scaling = plan.settings.inputScaling;
  const inputScaling = scaling ? ([scaling.scale, scaling.shift] as const) : ([1, 0] as const);
  if (loaded.kind === 'akida') return { float: null, quantized: null, spiking, inputScaling };
  const { edited, quantized } = derivation(loaded.graph, plan);
  const float = edited.layers.some(isQuantizedNeural) ? null : edited;
  return { float, quantized, spiking, inputScaling };
}
