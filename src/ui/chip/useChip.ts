import { isSameChip } from '../../project/views/mappedChips.ts';
import { isCountedEarlier } from '../../store/actions/chip.ts';
import { useStudio } from '../../store/studioStore.ts';
import type { CostEstimate } from '../../core/cost/estimateCost.ts';
import type { ChipView } from '../../project/views/chip.ts';
import type { CostsView } from '../../project/views/chipCosts.ts';
import type { PlannedEvents } from '../../store/slices/chip.ts';

/** Where the network lies on the chip of the plan, and what an inference costs there. */
interface ChipState {
  readonly chip: ChipView;
  readonly cost: CostEstimate | null;
  readonly costs: CostsView | null;
  /** What the costs are estimated from. */
  readonly from: PlannedEvents | null;
  /** The events were counted with other settings. */
  readonly isEarlier: boolean;
}

/** The chip of the plan with the network on it; null without either. Costs of before stay while new ones are worked out. */
export function useChip(): ChipState | null {
  const chip = useStudio(({ derived }) => derived?.chip ?? null);
  const costs = useStudio((state) => state.chipCosts);
  const plan = useStudio((state) => state.plan);
  if (!chip) return null;
  const from = costs?.from ?? null;
  // The chip may have changed since.
  const cost = costs?.cost && isSameChip(costs.cost.chip, chip.chip) ? costs.cost : null;
  return { chip, cost, costs, from, isEarlier: from !== null && isCountedEarlier(from, plan) };
}

/** Name of the layer on the chip that the selected layer belongs to; null: none. */
export function useSelectedOnChip(): string | null {
  return useStudio(
    ({ derived, selected }) =>
      derived?.graph.blocks.find(({ layers }) => selected !== null && layers.includes(selected))
        ?.name ?? null,
  );
}
