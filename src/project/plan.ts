import type { Division } from '../core/data/splitImages.ts';
import type { LayerQuantization } from '../core/quantize/quantizeModel.ts';
import { DEFAULT_TARGET, type TargetChoice } from '../core/targets/index.ts';

/** One fix of one layer. */
export interface FixStep {
  /** `model`: before the settings' bits are given; `quantized`: after, for bits and what only shows then. */
  readonly on: 'model' | 'quantized';
  /** Id of the fix in core/fixes. */
  readonly pass: string;
  readonly layer: string;
}

/**
 * One change of the graph that the user made. Plain data: replaying the list on the opened model gives the edited graph.
 * `fixes`: several fixes as one change, in their order. `safeFixes`: every fix that keeps the outputs, in sessions that earlier versions saved. `trained`: a model that was trained or calibrated in the studio takes the place of the
 * quantized one; edits that follow act on it.
 */
export type GraphEdit =
  | ({ readonly kind: 'fix' } & FixStep)
  | { readonly kind: 'fixes'; readonly steps: readonly FixStep[] }
  | { readonly kind: 'safeFixes' }
  | {
      readonly kind: 'trained';
      /** Under which the browser's storage and a saved session hold the model. */
      readonly id: string;
      /** Absent in sessions that earlier versions saved. */
      readonly data?: TrainedData;
    };

/** The images that a model was trained or calibrated with: they cannot judge it. */
export interface TrainedData {
  /** Of the data set, for people. */
  readonly name: string;
  /** Its images, without those of a test set of its own. */
  readonly count: number;
  /** How they were divided; null: the set has test images of its own. */
  readonly division: Division | null;
}

/** Bit widths as the field writes them: input weights / weights / activations. */
export interface BitWidths {
  readonly inputWeightBits: number;
  readonly weightBits: number;
  readonly activationBits: number;
}

/** How the model is quantized, checked and converted. */
export interface ConversionSettings {
  /** Null: not chosen yet, the model is left as it is. */
  readonly bits: BitWidths | null;
  /** By layer name; only layers that differ from `bits`. Bits of the weights, or of a ReLU's output. */
  readonly layers: Readonly<Record<string, LayerQuantization>>;
  /** Class name of the weight quantizer. Null: the one of the file, or the default of its bits. */
  readonly quantizer: string | null;
  readonly foldBatchNorm: boolean;
  /** akida_input = scale * keras_input + shift. Null: read it from a Rescaling layer, or 1 and 0. */
  readonly inputScaling: { readonly scale: number; readonly shift: number } | null;
  /** `image`: uint8 pixels; `sparse`: 4-bit values or events. */
  readonly inputKind: 'image' | 'sparse';
  /** A chip by its name, one of one's own, or 'none'. */
  readonly hardware: TargetChoice;
}

/** Everything the user decided about the open model. All that the studio shows follows from the opened file and this. */
export interface Plan {
  readonly edits: readonly GraphEdit[];
  readonly settings: ConversionSettings;
}

/** The plan of a model that was just opened. */
export const initialPlan: Plan = {
  edits: [],
  settings: {
    bits: null,
    layers: {},
    quantizer: null,
    foldBatchNorm: true,
    inputScaling: null,
    inputKind: 'image',
    hardware: DEFAULT_TARGET,
  },
};

/** A plan as `initialPlan`, and an object of its own: what was worked out for the plan of one model says nothing about that of another. */
export function newPlan(): Plan {
  return { ...initialPlan };
}

/** Fixes as one edit; null where there are none. */
export function editOf(steps: readonly FixStep[]): GraphEdit | null {
  const [first, ...more] = steps;
  if (!first) return null;
  return more.length === 0 ? { kind: 'fix', ...first } : { kind: 'fixes', steps };
}

/** The trained models that a plan uses, by id. */
export function trainedIds({ edits }: Pick<Plan, 'edits'>): readonly string[] {
  return edits.flatMap((edit) => (edit.kind === 'trained' ? [edit.id] : []));
}

/** Images that the models of plans were trained with. */
export function trainedWith(plans: readonly Pick<Plan, 'edits'>[]): readonly TrainedData[] {
  return plans
    .flatMap(({ edits }) => edits)
    .flatMap((edit) => (edit.kind === 'trained' && edit.data ? [edit.data] : []));
}

/** How one set was divided when those models were trained with it. */
export function divisionsOf(
  plans: readonly Pick<Plan, 'edits'>[],
  { name, count }: Pick<TrainedData, 'name' | 'count'>,
): readonly Division[] {
  return trainedWith(plans).flatMap((data) =>
    data.name === name && data.count === count && data.division ? [data.division] : [],
  );
}
