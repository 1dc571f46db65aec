import { describePart } from '../../../core/data/splitImages.ts';
import { fail } from '../../../core/errors/diagnostic.ts';
import type { QuantizationError } from '../../../core/forward/compareQuantization.ts';
import { targetOf } from '../../../core/targets/index.ts';
import type { CostEstimate } from '../../../core/cost/estimateCost.ts';
import type { ChipView } from '../../../project/views/chip.ts';
import { isCountedEarlier } from '../../../store/actions/chip.ts';
import type { ExportReport } from '../../../project/exportReport.ts';
import type { ConversionSettings, TrainedData } from '../../../project/plan.ts';
import type { LayerView } from '../../../project/views/graphView.ts';
import type { LayerActivity } from '../../../project/views/network.ts';
import { reportOfExport } from '../../../store/actions/exportModel.ts';
import type { Asking } from '../../../store/ask.ts';
import { formatBits } from '../../../store/actions/bits.ts';
import { imagesTrainedWith } from '../../../store/judging.ts';
import { verdictOf, type Verdict } from '../../../store/outcome/outcome.ts';
import { studioStore, type StudioState } from '../../../store/studioStore.ts';
import type { Problem } from '../../../project/assess.ts';
import { graphPicture } from '../../canvas/picture/graphPicture.ts';
import { rescalingOf } from '../../quantize/InputFields.tsx';

/**
 * Gathers what the studio knows of the open model at this moment; what changes while the worker checks is left out.
 * @throws StudioError studio/no-model
 */
export async function gatherReport(asking: Asking): Promise<ReportData> {
  const state = studioStore.getState();
  const { model, derived, plan, quantizationError } = state;
  if (!model || !derived) fail('studio/no-model', {}, 'Report');
  return {
    file: model.name,
    format: model.format,
    bytes: model.bytes,
    parameters: derived.graph.parameters,
    date: new Date().toLocaleDateString('en', { dateStyle: 'long' }),
    settings: settingsOf(state),
    changes: changesOf(state),
    problems: derived.diagnostics,
    layers: derived.graph.layers,
    export: derived.converted ? await reportOfExport(asking) : null,
    errors: quantizationError?.plan === plan ? quantizationError : null,
    activity: activityOf(state),
    chip: chipOf(state),
    accuracy: accuracyOf(state),
    graph: (await graphPicture(asking, {}, state)).svg,
  };
}

/** Over a data set, else of the last run on one input. */
function activityOf({ evaluation, simulate }: StudioState): ReportData['activity'] {
  if (evaluation) {
    const { samples, name, layers } = evaluation;
    return { on: `the mean of ${samples} inputs of ${name}`, inputs: samples, layers };
  }
  return simulate && { on: 'one input', inputs: 1, layers: simulate.layers };
}

/** Where the network lies on the chip, and what an inference costs there. */
function chipOf({ derived, chipCosts, plan }: StudioState): ReportData['chip'] {
  if (!derived?.chip) return null;
  const { cost = null, from = null } = chipCosts?.plan === plan ? chipCosts : {};
  const settings = from && isCountedEarlier(from, plan) ? 'earlier' : 'present';
  return { chip: derived.chip, cost: cost && from && { cost, on: from.on, settings } };
}

function settingsOf({ plan, derived, model }: StudioState): ReportData['settings'] {
  const { settings } = plan;
  const { hardware, quantizer, foldBatchNorm, inputKind, layers } = settings;
  const chip = ['Chip', targetOf(hardware)?.name ?? 'none'] as const;
  const bits = settings.bits ?? derived?.bits ?? null;
  const bitsRow = [
    'Bits (input weights / weights / activations)',
    bits ? formatBits(bits) : 'float',
  ] as const;
  if (model?.kind === 'akida') return [bitsRow, chip];
  const own = Object.entries(layers).map(([name, { bits: wanted, quantizer: rule }]) =>
    [name, wanted === undefined ? '' : `${wanted} bits`, rule ?? ''].filter(Boolean).join(' '),
  );
  return [
    bitsRow,
    ['Layers with settings of their own', own.length > 0 ? own.join('; ') : 'none'],
    ['Quantizer', quantizer ?? 'default'],
    ['Batch normalization', foldBatchNorm ? 'folded before rounding' : 'folded at conversion'],
    ...trainingImages(imagesTrainedWith(plan)),
    ['Input', inputKind === 'image' ? 'image, uint8' : 'sparse, 4 bits'],
    ['Input scaling', scalingText(settings, derived)],
    chip,
  ];
}

function scalingText(
  { inputScaling }: ConversionSettings,
  derived: StudioState['derived'],
): string {
  const read = derived && rescalingOf(derived.graph);
  if (inputScaling) return `pixel = ${inputScaling.scale} x value + ${inputScaling.shift}`;
  if (read) return `pixel = ${read.scale} x value + ${read.shift}, from the layer ${read.layer}`;
  return 'not said: pixels from 0 to 255 as they are';
}

function changesOf({ change }: StudioState): readonly string[] {
  const { pastStates } = studioStore.temporal.getState();
  return [...pastStates.map((past) => past.change ?? ''), change].filter((text) => text !== '');
}

/** Over a data set under Simulate, else as last judged under Fine-tune with the present settings, else as every change is measured. */
function accuracyOf(state: StudioState): ReportAccuracy | null {
  const { evaluation, judgements, plan } = state;
  if (evaluation) {
    const { name, samples, accuracy } = evaluation;
    return { on: `${samples} images of ${name}`, images: samples, ...accuracy };
  }
  const judged = judgements.find((judgement) => judgement.plan === plan);
  if (!judged) return measuredAccuracy(verdictOf(state));
  const { dataName, images, part, of, float, quantized, spiking } = judged;
  const on = `${describePart(part, images, of)} (${dataName})`;
  return { on, images, float, quantized, spiking };
}

function measuredAccuracy(verdict: Verdict): ReportAccuracy | null {
  if (verdict.kind !== 'known' || !verdict.spiking) return null;
  const { float, quantized, spiking, images, judges } = verdict;
  return {
    ...{ on: `${images} images: ${judges.name}`, images, spiking: spiking.share },
    ...{ float: float && float.share, quantized: quantized && quantized.share },
  };
}

/** Accuracy of the three models over images, 0 .. 1. */
interface ReportAccuracy {
  /** Which images, for people: `500 test images not trained on, MNIST`. */
  readonly on: string;
  readonly images: number;
  readonly float: number | null;
  readonly quantized: number | null;
  readonly spiking: number;
}

/** The network on the chosen chip. */
export interface ReportChip {
  readonly chip: ChipView;
  /** Null: no event was counted. */
  readonly cost: {
    readonly cost: CostEstimate;
    /** What ran, for people. */
    readonly on: string;
    /** Settings under which it ran. */
    readonly settings: 'present' | 'earlier';
  } | null;
}

/** Everything that the report says, gathered in one place. What was not measured is null. */
export interface ReportData {
  readonly file: string;
  readonly format: string;
  readonly bytes: number;
  readonly parameters: number;
  readonly date: string;
  /** Setting and value, for people. */
  readonly settings: readonly (readonly [string, string])[];
  /** What the user changed, in order. */
  readonly changes: readonly string[];
  readonly problems: readonly Problem[];
  readonly layers: readonly LayerView[];
  readonly export: ExportReport | null;
  readonly errors: {
    readonly samples: string;
    readonly layers: readonly QuantizationError[];
  } | null;
  readonly activity: {
    readonly on: string;
    /** How many inputs the counts of `layers` are summed over. */
    readonly inputs: number;
    readonly layers: readonly LayerActivity[];
  } | null;
  /** Null: there is no network, or no chip whose processors are known. */
  readonly chip: ReportChip | null;
  readonly accuracy: ReportAccuracy | null;
  /** Picture of the graph, SVG. */
  readonly graph: string | null;
}

/** One line for every set, and every way to divide it, that the model was trained or calibrated with in the studio. */
export function trainingImages(
  trained: readonly TrainedData[],
): readonly (readonly [string, string])[] {
  return [...new Set(trained.map(describe))].map((text) => ['Trained or calibrated with', text]);
}

function describe({ name, count, division }: TrainedData): string {
  if (!division) return `${name}; tested on images of their own`;
  const { validation, test, seed } = division;
  const percent = (share: number) => `${Number((100 * share).toFixed(1))} %`;
  const rest = percent(1 - validation - test);
  return `${count} images of ${name}: ${rest} to train, ${percent(validation)} to validate, ${percent(test)} to test (seed ${seed})`;
}
