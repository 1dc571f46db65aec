import { setDrawerHeight } from '../../store/actions/interface.ts';
import { enterStage, focusDrawer, selectLayer } from '../../store/actions/view.ts';
import { studioStore, useStudio } from '../../store/studioStore.ts';
import type { CostEstimate } from '../../core/cost/estimateCost.ts';
import type { ChipView } from '../../project/views/chip.ts';
import type { PlannedEvents } from '../../store/slices/chip.ts';
import { Badge, Button, SeverityIcon } from '../design/index.ts';
import { formatBytes } from '../design/format.ts';
import './ChipFigures.css';
import { counted, leftOutText, needText, partText } from './chipWords.ts';
import { ENERGY, TIME } from './estimates.ts';
import { EstimateFigure, Figure, MAPPING_SOURCE } from './Figure.tsx';
import { useChip } from './useChip.ts';

/** What the network takes of the chip, and what an inference costs there once events were counted. */
export default function ChipFigures() {
  const state = useChip();
  const deriving = useStudio(({ deriving: isBusy }) => isBusy);
  const stage = useStudio((studio) => studio.stage);
  if (!state) return null;
  const { chip, cost, from, isEarlier } = state;
  return (
    <section className="chip-card" aria-label="Chip" data-busy={deriving}>
      <header className="chip-card-head">
        <h3>{chip.name}</h3>
        <Badge tone={chip.fits ? 'ok' : 'hardware'}>{chip.fits ? 'Fits' : 'Does not fit'}</Badge>
        <Button
          kind="quiet"
          size="small"
          onClick={() => {
            showPlan();
          }}
        >
          Floor plan
        </Button>
      </header>
      <div className="chip-card-figures">
        <Figure
          name="processors"
          value={`${chip.mostAtOnce} of ${chip.mesh.processors}`}
          {...(chip.passes > 1 && { range: `in ${chip.passes} passes` })}
          basis={processorsBasis(chip)}
          source={MAPPING_SOURCE}
        />
        <Figure
          name="program"
          value={formatBytes(chip.programBytes)}
          basis="What is written to the chip before it runs: weights as its memories hold them, and the settings of every processor."
          source="docs/reference/chips-mapping.md#program-size"
        />
        {cost && from && <CostFigures cost={cost} from={from} />}
      </div>
      {!chip.fits && <Lacking chip={chip} />}
      {cost && <LeftOut cost={cost} />}
      {(!cost || isEarlier) && (
        <p className="chip-card-note">
          {cost
            ? 'The events were counted with other settings.'
            : 'Time and energy follow from the events of a run.'}
          {stage !== 'simulate' && (
            <Button
              kind="quiet"
              size="small"
              onClick={() => {
                enterStage('simulate');
              }}
            >
              {cost ? 'Count again' : 'Run an input'}
            </Button>
          )}
        </p>
      )}
    </section>
  );
}

/** The plan needs a taller drawer than problems do. */
const PLAN_HEIGHT = 340;

function showPlan(): void {
  if (studioStore.getState().drawerHeight < PLAN_HEIGHT) setDrawerHeight(PLAN_HEIGHT);
  focusDrawer('chip');
}

function CostFigures({
  cost,
  from,
}: {
  readonly cost: CostEstimate;
  readonly from: PlannedEvents;
}) {
  const { milliseconds, microjoules } = cost;
  const part = partText(cost);
  const more = [`Events of ${from.on}.`, leftOutText(cost)].filter(Boolean).join(' ');
  return (
    <>
      {milliseconds && (
        <EstimateFigure
          name={part ?? 'an inference'}
          estimate={milliseconds}
          units={TIME}
          more={more}
        />
      )}
      {microjoules && (
        <EstimateFigure
          name={part ?? 'dynamic energy'}
          estimate={microjoules}
          units={ENERGY}
          more={more}
        />
      )}
    </>
  );
}

/** What the figures of the whole do not hold. */
function LeftOut({ cost }: { readonly cost: CostEstimate }) {
  const text = leftOutText(cost);
  return text && <p className="chip-card-note">{text}</p>;
}

/** Where the chip is too small, and what helps. */
function Lacking({ chip: { problems } }: { readonly chip: ChipView }) {
  const [first] = problems;
  const hint = useStudio(
    ({ derived }) =>
      derived?.diagnostics.find(
        ({ level, where }) => level === 'hardware' && where.layer === first?.layer,
      )?.hint ??
      'Fewer filters, smaller maps by a stride or a pool further in front, or fewer bits.',
  );
  if (!first) return null;
  return (
    <div className="chip-card-lacking">
      <SeverityIcon severity="hardware" />
      <p>
        {needText(first)} {hint}
      </p>
      <Button
        kind="quiet"
        size="small"
        onClick={() => {
          selectLayer(first.layer);
        }}
      >
        Show {first.layer}
      </Button>
    </div>
  );
}

function processorsBasis({ passes, mesh }: ChipView): string {
  const rule =
    'A rule worked out from what the vendor\u2019s virtual devices answer to thousands of layers and networks.';
  return passes > 1
    ? `The fullest of ${counted(passes, 'pass', 'passes')}, which run one after the other on ${mesh.processors} processors. ${rule}`
    : `All layers lie on the chip at once. ${rule}`;
}
