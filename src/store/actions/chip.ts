import type { ChipChoice } from '../../core/targets/index.ts';
import type { Plan } from '../../project/plan.ts';
import { chipOf, isSameChip, knownChips } from '../../project/views/mappedChips.ts';
import type { CountedEvents } from '../../project/views/chipCosts.ts';
import { ask } from '../ask.ts';
import type { PlannedEvents } from '../slices/chip.ts';
import { studioStore, type StudioState } from '../studioStore.ts';

/** Keeps what a run under the present plan counted: costs are estimated from it. */
export function keepEvents(counted: CountedEvents): void {
  studioStore.setState(({ plan }) => ({ counted: { ...counted, plan } }));
}

/** Chooses the chip that is compared with the plan's. */
export function setBesideChip(besideChip: ChipChoice): void {
  studioStore.setState({ besideChip });
}

/** The chip to compare with: the chosen one, or the first that is not the plan's. */
export function besideOf({
  plan,
  besideChip,
}: Pick<StudioState, 'plan' | 'besideChip'>): ChipChoice | null {
  const own = chipOf(plan.settings);
  if (!own) return null;
  if (besideChip && !isSameChip(besideChip, own)) return besideChip;
  return knownChips.find(({ id }) => !isSameChip(id, own))?.id ?? null;
}

/** Whether events say something about a plan: the layers are those that ran. Bits and chip may differ. */
function countFor(counted: PlannedEvents | null, plan: Plan): PlannedEvents | null {
  return counted?.plan.edits === plan.edits ? counted : null;
}

/** Whether they were counted with other settings than the plan's; the chip changes no event. */
export function isCountedEarlier(counted: PlannedEvents, { settings }: Plan): boolean {
  const present = Object.entries(settings);
  const then = new Map<string, unknown>(Object.entries(counted.plan.settings));
  return present.some(
    ([key, value]) => key !== 'hardware' && JSON.stringify(then.get(key)) !== JSON.stringify(value),
  );
}

/** Has the worker estimate what an inference costs under the present plan. */
async function estimateCosts(): Promise<void> {
  const { derived, counted, besideChip, plan: present } = studioStore.getState();
  if (!derived?.converted) return;
  const from = countFor(counted, present);
  const beside = besideOf({ plan: present, besideChip });
  await ask({ key: 'chipCosts', about: 'plan', failed: saidAlready }, async ({ studio, plan }) => {
    const costs = await studio('describeCosts', { plan, counted: from, beside });
    studioStore.setState({ chipCosts: { ...costs, plan, from } });
  });
}

/** What the worker refuses, the list of problems says already. */
const saidAlready = () => undefined;

/** Keeps the costs in step with the network, with what ran, and with the chip that is compared. */
export function estimateOnChange(): () => void {
  return studioStore.subscribe((state, previous) => {
    const isNew =
      state.derived !== previous.derived ||
      state.counted !== previous.counted ||
      state.besideChip !== previous.besideChip;
    if (isNew) void estimateCosts();
  });
}
