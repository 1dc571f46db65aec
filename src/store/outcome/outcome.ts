import type { Diagnostic } from '../../core/errors/diagnostic.ts';
import { wilson, type MeasuredShare } from '../../core/tensor/wilson.ts';
import type { Outcome, FormScore } from '../../project/outcome.ts';
import type { BitWidths, Plan } from '../../project/plan.ts';
import type { JudgesInfo, MeasuredOutcome } from '../slices/outcome.ts';
import type { StudioState } from '../studioStore.ts';

const keys = new WeakMap<Plan, string>();

/** The same for plans that decide the same. */
export function planKey(plan: Plan): string {
  const key = keys.get(plan) ?? JSON.stringify(plan);
  keys.set(plan, key);
  return key;
}

/** A plan at other bits. */
export function withBits(plan: Plan, bits: BitWidths | null): Plan {
  return { ...plan, settings: { ...plan.settings, bits } };
}

type Judged = Pick<StudioState, 'judges' | 'outcomes'>;

/** What is known of a plan of the open model, on the images that judge it now. */
export function outcomeFor({ judges, outcomes }: Judged, plan: Plan): MeasuredOutcome | null {
  if (typeof judges === 'string') return null;
  const key = planKey(plan);
  return outcomes.find((known) => known.plan === key && known.judges === judges.id) ?? null;
}

/** What is known of the present plan. */
export function measuredOf(state: Judged & Pick<StudioState, 'plan'>): MeasuredOutcome | null {
  return outcomeFor(state, state.plan);
}

/** Whether the scaling of the inputs is still to be said: the worker tells it as advice. */
export function needsScaling({ derived }: Pick<StudioState, 'derived'>): boolean {
  return derived?.diagnostics.some(({ code }) => code === 'convert/scaling-unsaid') === true;
}

/** From so many points lost on, a network is not what the user trained: they are told before they take it away. */
export const MUCH_LOST = 0.02;

/** How a model does, for people. */
export type Verdict =
  /** No labelled images, or none that belong to the model. */
  | { readonly kind: 'unknown'; readonly unfit: JudgesInfo | null }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[] }
  | {
      readonly kind: 'known';
      /** `lost`: more than `MUCH_LOST`; `guessing`: no better than chance; `float`: there is no network yet. */
      readonly finding: 'kept' | 'lost' | 'guessing' | 'float';
      readonly outcome: Outcome;
      readonly judges: JudgesInfo;
      /** On the same images as `spiking`, as soon as there is a network; null where the file holds no float model, or it has not run yet. */
      readonly float: MeasuredShare | null;
      readonly quantized: MeasuredShare | null;
      readonly spiking: MeasuredShare | null;
      /** Float minus spiking, 0 .. 1; below 0 where the spiking model does better; null while one is missing. */
      readonly lost: number | null;
      /** Images behind these figures. */
      readonly images: number;
      readonly done: boolean;
    };

/** What a verdict follows from. */
type Seen = Pick<
  StudioState,
  'plan' | 'judges' | 'outcomes' | 'outcomeProblems' | 'scalingTrials' | 'derived'
>;

let last: { readonly seen: Seen; readonly verdict: Verdict } | null = null;

/** What is true of the present plan's accuracy: the same object as long as nothing about it changes. */
export function verdictOf(state: Seen): Verdict {
  const { plan, judges, outcomes, outcomeProblems, scalingTrials, derived } = state;
  const seen = { plan, judges, outcomes, outcomeProblems, scalingTrials, derived };
  const isSame =
    last && (Object.keys(seen) as (keyof Seen)[]).every((key) => last?.seen[key] === seen[key]);
  if (!last || !isSame) last = { seen, verdict: findVerdict(seen) };
  return last.verdict;
}

function findVerdict(state: Seen): Verdict {
  const { judges, outcomeProblems } = state;
  if (judges === 'none') return { kind: 'unknown', unfit: null };
  if (outcomeProblems) return { kind: 'refused', diagnostics: outcomeProblems };
  const measured = measuredOf(state);
  if (!measured || typeof judges === 'string') return { kind: 'waiting' };
  const { outcome, done } = measured;
  const { pair, classes } = outcome;
  const float = pair ? wilson(pair.float, pair.images) : shareOf(outcome.float);
  const spiking = pair ? wilson(pair.spiking, pair.images) : shareOf(outcome.spiking);
  if (!float && !spiking) return { kind: 'waiting' };
  if (isUnfit(state, measured)) return { kind: 'unknown', unfit: judges };
  const lost = pair ? (pair.float - pair.spiking) / pair.images : null;
  const finding = !spiking
    ? 'float'
    : classes !== null && spiking.low <= 1 / classes
      ? 'guessing'
      : lost !== null && lost > MUCH_LOST
        ? 'lost'
        : 'kept';
  const images = pair?.images ?? outcome.spiking?.images ?? outcome.float?.images ?? 0;
  const quantized = shareOf(outcome.quantized);
  return { kind: 'known', finding, outcome, judges, float, quantized, spiking, lost, images, done };
}

function shareOf(score: FormScore | null): MeasuredShare | null {
  return score && wilson(score.correct, score.images);
}

/** Built-in images of the right shape that no form of the model, under no scaling, knows: it was made for others. */
function isUnfit(
  { judges, scalingTrials, outcomes, derived }: Seen,
  { outcome: { classes } }: MeasuredOutcome,
): boolean {
  if (typeof judges === 'string' || !judges.isBuiltIn || classes === null) return false;
  if (needsScaling({ derived }) && scalingTrials?.best) return false;
  // Few images tell nothing yet; and what any plan of this model has learned, the model can know.
  const scores = outcomes.flatMap(({ outcome: { float, spiking, quantized } }) =>
    [float, spiking, quantized].filter((score) => score !== null),
  );
  const isKnown = scores.some((score) => wilson(score.correct, score.images).low > 1 / classes);
  return !isKnown && scores.some(({ images }) => images >= ENOUGH);
}

/** Images from which on guessing tells itself apart from knowing something, with ten classes. */
const ENOUGH = 60;
