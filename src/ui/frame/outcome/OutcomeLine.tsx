import { CircleCheck, CircleDashed, CircleHelp, OctagonAlert, TriangleAlert } from 'lucide-react';
import { verdictOf, type Verdict } from '../../../store/outcome/outcome.ts';
import { showDrawer } from '../../../store/actions/view.ts';
import { useStudio } from '../../../store/studioStore.ts';
import { Button, Term } from '../../design/index.ts';
import './Outcome.css';
import { basisText, figuresText, lostText } from './outcomeText.ts';

/** How a verdict looks: what colour it has, and which icon. */
export function toneOf(verdict: Verdict): 'ok' | 'warning' | 'neutral' | 'error' {
  if (verdict.kind === 'refused') return 'error';
  if (verdict.kind !== 'known') return 'neutral';
  if (verdict.finding === 'float') return 'neutral';
  return verdict.finding === 'kept' ? 'ok' : 'warning';
}

export function OutcomeIcon({ verdict }: { readonly verdict: Verdict }) {
  const size = 16;
  if (verdict.kind === 'refused') return <OctagonAlert size={size} aria-hidden />;
  if (verdict.kind === 'unknown') return <CircleHelp size={size} aria-hidden />;
  if (toneOf(verdict) === 'warning') return <TriangleAlert size={size} aria-hidden />;
  if (toneOf(verdict) === 'ok') return <CircleCheck size={size} aria-hidden />;
  return <CircleDashed size={size} aria-hidden />;
}

/** What comes out of the present plan, in a line or two: at the foot of a panel, where it stays in view. */
export function OutcomeLine() {
  const verdict = useStudio(verdictOf);
  const busy = useStudio(({ deriving, measuringOutcome }) => deriving || measuringOutcome);
  return (
    <div className="outcome-line" data-tone={toneOf(verdict)} role="status" aria-label="Accuracy">
      <OutcomeIcon verdict={verdict} />
      <div>
        <Figures verdict={verdict} busy={busy} />
      </div>
    </div>
  );
}

function Figures({ verdict, busy }: { readonly verdict: Verdict; readonly busy: boolean }) {
  switch (verdict.kind) {
    case 'unknown':
      return <UnknownAccuracy verdict={verdict} />;
    case 'waiting':
      return (
        <p className="outcome-figures">
          {busy ? 'Measuring the accuracy' : 'Accuracy not measured'}
        </p>
      );
    case 'refused':
      return (
        <>
          <p className="outcome-figures">Accuracy not measured</p>
          <p className="outcome-basis">{verdict.diagnostics[0]?.message}</p>
        </>
      );
    case 'known':
      return (
        <>
          <p className="outcome-figures">
            {figuresText(verdict)}
            {verdict.lost !== null && (
              <>
                {', '}
                <strong>
                  <Term id="points lost">{lostText(verdict.lost)}</Term>
                </strong>
              </>
            )}
          </p>
          <p className="outcome-basis">{basisText(verdict)}</p>
        </>
      );
  }
}

/** Nothing is known, and nothing is claimed: what would tell it. */
export function UnknownAccuracy({
  verdict,
}: {
  readonly verdict: Extract<Verdict, { kind: 'unknown' }>;
}) {
  const converted = useStudio(({ derived }) => Boolean(derived?.converted));
  return (
    <>
      <p className="outcome-figures">Accuracy unknown: drop some images</p>
      <p className="outcome-basis">
        {verdict.unfit
          ? `${verdict.unfit.name} have the right shape, but the model does no better than guessing on them.`
          : 'Labelled images of your own: one .npz, or two .npy or idx files.'}
      </p>
      {converted && (
        <Button
          kind="quiet"
          size="small"
          onClick={() => {
            showDrawer('dataset');
          }}
        >
          Choose images
        </Button>
      )}
    </>
  );
}
