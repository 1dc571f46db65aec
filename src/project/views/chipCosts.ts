import type { AkidaModel } from '../../core/akida/model.ts';
import { sparserActivity, type Activity } from '../../core/cost/activity.ts';
import { estimateCost, type CostEstimate } from '../../core/cost/estimateCost.ts';
import type { ChipChoice } from '../../core/targets/index.ts';
import { describeChip, mappingOf, type ChipView } from './chip.ts';

/** Events that a run counted, as the page keeps them: the mean over its inputs. */
export interface CountedEvents {
  /** What ran, for people: `one input`, `the mean of 500 inputs of MNIST`. */
  readonly on: string;
  readonly inputs: number;
  /** By layer name: non-zero values that enter it. */
  readonly events: Readonly<Record<string, number>>;
}

/** A chip beside the chosen one. */
export interface ChipBeside {
  readonly chip: ChipView;
  readonly cost: CostEstimate | null;
}

/** What an inference costs on the chosen chip, with what it is compared with; null: nothing was counted, or no chip is known. */
export interface CostsView {
  readonly cost: CostEstimate | null;
  /** The same with every layer more silent by `SPARSER` points. */
  readonly sparser: CostEstimate | null;
  readonly beside: ChipBeside | null;
}

/** Points of sparsity whose worth is told. */
export const SPARSER = 10;

/** What chips a question of costs is about. */
interface AskedChips {
  readonly chip: ChipChoice | null;
  readonly beside: ChipChoice | null;
}

/** Estimates what an inference costs, from the events of a run. */
export function describeCosts(
  akida: AkidaModel,
  counted: CountedEvents | null,
  { chip, beside }: AskedChips,
): CostsView {
  const activity = counted && activityOf(counted);
  const costOn = (on: ChipChoice | null, of = activity) =>
    on && of && estimateCost(mappingOf(akida, on), of);
  return {
    cost: costOn(chip),
    sparser: costOn(
      chip,
      activity && chip && sparserActivity(mappingOf(akida, chip), activity, SPARSER),
    ),
    beside: beside && { chip: describeChip(akida, beside), cost: costOn(beside) },
  };
}

function activityOf({ inputs, events }: CountedEvents): Activity {
  return { inputs, events: new Map(Object.entries(events)) };
}
