import type { BitWidths, Plan } from '../../project/plan.ts';
import type { Outcome } from '../../project/outcome.ts';
import { ask, cancelAsk, type Asking } from '../ask.ts';
import { studioStore } from '../studioStore.ts';
import { whenIdle } from '../whenIdle.ts';
import { judgesFor, type Judges } from './judges.ts';
import { measuredOf, needsScaling, outcomeFor, planKey, withBits } from './outcome.ts';

/** What was measured of so many plans is kept: presets, and what undo goes back to. */
const MOST_OUTCOMES = 32;

/** Measures the present plan whenever it, or what it is judged by, changed. */
export function followOutcome(): () => void {
  return studioStore.subscribe((state, previous) => {
    const isOther =
      state.derived !== previous.derived ||
      state.trainingData !== previous.trainingData ||
      (state.judges === 'unknown' && previous.judges !== 'unknown');
    if (!isOther || state.deriving) return;
    if (!state.derived) cancelAsk('outcome');
    // A model that was just opened shows itself first.
    else if (state.document !== previous.document) whenIdle(() => void measure());
    else void measure();
  });
}

/** Runs the three forms of the present plan over the images that judge it. A newer call, or another plan, replaces it. */
export async function measure(): Promise<void> {
  const { derived, model } = studioStore.getState();
  if (!derived || model?.isDesign) return;
  await ask(
    {
      key: 'outcome',
      about: 'plan',
      failed: (outcomeProblems) => {
        studioStore.setState({ outcomeProblems });
      },
      ended: () => {
        studioStore.setState({ measuringOutcome: false });
      },
    },
    async (asking) => {
      studioStore.setState({ measuringOutcome: true, outcomeProblems: null });
      const judges = await judgesFor(asking);
      studioStore.setState({ judges: judges?.info ?? 'none' });
      if (!judges) return;
      await tryScalings(asking, judges);
      await measureInto(asking, judges, asking.plan, 'all');
    },
  );
}

/** Measures the spiking model of the present plan at other bits, as long as the plan stays; what is known is not measured again. */
export async function measureBits(others: readonly BitWidths[]): Promise<void> {
  await ask({ key: 'outcome/bits', about: 'plan', failed: () => undefined }, async (asking) => {
    const judges = await judgesFor(asking);
    if (!judges) return;
    for (const bits of others) {
      const plan = withBits(asking.plan, bits);
      const state = studioStore.getState();
      const known = outcomeFor(state, plan);
      // The float model may have run over more images meanwhile.
      const most = measuredOf(state)?.outcome.float?.images ?? 0;
      if (known?.done && (known.outcome.pair?.images ?? 0) >= most) continue;
      await measureInto(asking, judges, plan, 'spiking');
    }
  });
}

async function measureInto(
  asking: Asking,
  { handle, info }: Judges,
  plan: Plan,
  forms: 'all' | 'spiking',
): Promise<void> {
  const note = (outcome: Outcome, done: boolean) => {
    const measured = { plan: planKey(plan), judges: info.id, outcome, done };
    studioStore.setState(({ outcomes }) => ({
      outcomes: [measured, ...outcomes.filter(({ plan: other }) => other !== measured.plan)].slice(
        0,
        MOST_OUTCOMES,
      ),
    }));
  };
  const outcome = await asking.studio(
    'measureOutcome',
    { plan, judges: handle, forms },
    {
      onEvent: (known) => {
        note(known, false);
      },
    },
  );
  note(outcome, true);
}

/** Tries the usual input scalings where nothing says the right one, once for the images. */
async function tryScalings(asking: Asking, judges: Judges): Promise<void> {
  const state = studioStore.getState();
  const { scalingTrials: known } = state;
  if (!needsScaling(state) || (known && known.images === known.of)) return;
  const scalingTrials = await asking.studio(
    'tryScalings',
    { plan: asking.plan, judges: judges.handle },
    {
      onEvent: (found) => {
        studioStore.setState({ scalingTrials: found });
      },
    },
  );
  studioStore.setState({ scalingTrials });
}

/** Measures once more what could not be measured. */
export function measureAgain(): void {
  if (!measuredOf(studioStore.getState())?.done) void measure();
}
