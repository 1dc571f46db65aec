import type { AkidaModel } from '../../core/akida/model.ts';
import type { Activity } from '../../core/cost/activity.ts';
import { estimateCost, type CostEstimate } from '../../core/cost/estimateCost.ts';
import type { Mapping } from '../../core/map/mapModel.ts';
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
  /** The same with every layer more silent by `SPARSER`. */
  readonly sparser: CostEstimate | null;
  readonly beside: ChipBeside | null;
}

/** Ten points of sparsity, as a share of a layer's values. */
export const SPARSER = 0.1;

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
    sparser: costOn(chip, activity && chip && sparser(mappingOf(akida, chip), activity)),
    beside: beside && { chip: describeChip(akida, beside), cost: costOn(beside) },
  };
}

function activityOf({ inputs, events }: CountedEvents): Activity {
  return { inputs, events: new Map(Object.entries(events)) };
}

/**
 * Events with `SPARSER` more zeros in every map between layers; a map that has fewer values left becomes silent. What the network is given
 * stays as it is.
 *     events = max(0, events - SPARSER * values of the map)
 */
function sparser({ layers }: Mapping, { inputs, events }: Activity): Activity {
  const sizes = new Map(layers.slice(1).map(({ name, input: [x, y, c] }) => [name, x * y * c]));
  const fewer = [...events].map(([name, count]): [string, number] => [
    name,
    Math.max(0, count - SPARSER * (sizes.get(name) ?? 0)),
  ]);
  return { inputs, events: new Map(fewer) };
}
